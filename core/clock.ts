/** Epoch milliseconds. Every rule about time takes it as a dependency, so that tests set it. */
export type Now = () => number;
