import { queueName, queuePolicies } from '../../contracts/queue-policies';
import { releasePath } from '../../local/emulators/queue-release';
import { type ServiceFaults, serviceFaultsPath } from '../../local/emulators/service-faults';
import { localEnvironment } from '../../local/local-environment';

/** What a trial does with the emulated AWS services, over their own HTTP routes. */
export interface EmulatorControl {
  /** Replaces the faults of DynamoDB and SQS; `{}` ends them. */
  faults(faults: ServiceFaults): Promise<void>;
  /** Delivers what is in flight on both queues once more, although somebody is at work on it; answers how many. */
  deliverAgain(): Promise<number>;
}

const releasedIn = (value: unknown): number =>
  typeof value === 'object' && value !== null && 'released' in value ? Number(value.released) : 0;

/** `url`: that of SQS. */
export const emulatorControl = (url: string): EmulatorControl => {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const reply = await fetch(`${url}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!reply.ok) throw new Error(`The emulators answered ${method} ${path} with ${reply.status}.`);
    return reply.json();
  };
  return {
    faults: async (faults) => void (await call('PUT', serviceFaultsPath, faults)),
    deliverAgain: async () => {
      const names = Object.values(queuePolicies).map((policy) => queueName(localEnvironment, policy));
      const answers = await Promise.all(names.map((name) => call('POST', `${releasePath}/${name}`)));
      return answers.reduce<number>((sum, answer) => sum + releasedIn(answer), 0);
    },
  };
};
