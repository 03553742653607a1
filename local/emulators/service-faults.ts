import type { FromSchema } from 'json-schema-to-ts';
import { createValidator, type Validation } from '../../core/json-schema/create-validator';

/** Where the faults are set, on the port of SQS: `PUT /_local/faults` replaces them all, `{}` ends them. */
export const serviceFaultsPath = '/_local/faults';

const fault = {
  type: 'object',
  additionalProperties: false,
  properties: {
    /** Every call is answered with the service's own error: it is out of order, or it is over its limit. */
    refuse: { type: 'string', enum: ['unavailable', 'throttled'] },
    /** Milliseconds by which every call is later. */
    delayMs: { type: 'integer', minimum: 0, maximum: 60_000 },
  },
} as const;

const schema = {
  title: 'ServiceFaults',
  type: 'object',
  additionalProperties: false,
  properties: { dynamodb: fault, sqs: fault },
} as const;

/** What the emulated services do instead of their work, by service. */
export type ServiceFaults = FromSchema<typeof schema>;
export type FaultyService = keyof ServiceFaults;
export type ServiceFault = NonNullable<ServiceFaults[FaultyService]>;

const validate = createValidator<ServiceFaults>(schema, 'faults');

export const parseServiceFaults = (value: unknown): Validation<ServiceFaults> => validate(value);

/** Holds the faults that were asked for. */
export class ServiceFaultBoard {
  #faults: ServiceFaults = {};

  set(faults: ServiceFaults): void {
    this.#faults = faults;
  }

  of(service: FaultyService): ServiceFault | undefined {
    return this.#faults[service];
  }
}

/** An AWS error of the JSON protocol that both services speak. */
export interface ServiceRefusal {
  readonly status: number;
  readonly type: string;
  readonly message: string;
}

/** What each service refuses a call with. */
export const refusals = {
  dynamodb: {
    unavailable: { status: 500, type: 'InternalServerError', message: 'The request could not be completed.' },
    throttled: {
      status: 400,
      type: 'ProvisionedThroughputExceededException',
      message: 'The level of configured provisioned throughput for the table was exceeded.',
    },
  },
  sqs: {
    unavailable: { status: 503, type: 'ServiceUnavailable', message: 'The service is unavailable.' },
    throttled: { status: 400, type: 'RequestThrottled', message: 'The request was denied: throttled.' },
  },
} as const satisfies Record<FaultyService, Record<NonNullable<ServiceFault['refuse']>, ServiceRefusal>>;

/** Waits as a service's fault says, and answers what to refuse the call with; undefined: it is to be served. */
export const strikeService = async (
  board: ServiceFaultBoard,
  service: FaultyService,
  delay: (ms: number) => Promise<unknown>,
): Promise<ServiceRefusal | undefined> => {
  const { delayMs, refuse } = board.of(service) ?? {};
  if (delayMs !== undefined) await delay(delayMs);
  return refuse === undefined ? undefined : refusals[service][refuse];
};
