/** Name of the environment that runs on one machine. */
export const localEnvironment = 'local';

/** Region and account of the emulators, which only appear in ARNs and signatures. */
export const localRegion = 'us-east-1';
export const localAccount = '000000000000';

/** Every server of the local system listens here and nowhere else. */
export const loopback = '127.0.0.1';
