import type { FromSchema } from 'json-schema-to-ts';
import { createValidator } from '../core/json-schema/create-validator';

const port = { type: 'integer', minimum: 1, maximum: 65_535 } as const;
const folder = { type: 'string', minLength: 1 } as const;

const portNames = [
  'gateway',
  'connections',
  'orchestrator',
  'deferredConsumer',
  'functions',
  'dynamoDb',
  'messaging',
  'bedrock',
  'search',
] as const;

const systemPlanSchema = {
  type: 'object',
  required: ['dataFolder', 'distFolder', 'bedrock', 'throttled', 'ports'],
  additionalProperties: false,
  properties: {
    /** Where everything is kept that survives a restart; absolute. */
    dataFolder: folder,
    /** Where the bundles are; absolute. */
    distFolder: folder,
    bedrock: { type: 'string', enum: ['stand-in', 'aws'] },
    /** Whether the gateway enforces the throttles of `contracts/`. */
    throttled: { type: 'boolean' },
    ports: {
      type: 'object',
      required: portNames,
      additionalProperties: false,
      properties: {
        gateway: port,
        /** The `@connections` API. */
        connections: port,
        orchestrator: port,
        /** Health of the deferred consumer. */
        deferredConsumer: port,
        /** Lambda's Invoke. */
        functions: port,
        dynamoDb: port,
        /** SQS, SNS and S3. */
        messaging: port,
        bedrock: port,
        search: port,
      },
    },
  },
} as const;

/** What the supervisor decided at its start, and tells each process: who listens where, and where the data is. */
export type SystemPlan = FromSchema<typeof systemPlanSchema>;

export type PortName = (typeof portNames)[number];

/** The variable that hands the plan to a process. */
export const systemPlanVariable = 'LOCAL_SYSTEM_PLAN';

const validatePlan = createValidator<SystemPlan>(systemPlanSchema, systemPlanVariable);

/** The plan of this process's environment; throws when it was not started by the supervisor. */
export const readSystemPlan = (environment: NodeJS.ProcessEnv): SystemPlan => {
  const text = environment[systemPlanVariable];
  if (text === undefined)
    throw new Error(`${systemPlanVariable} is not set: this is started by "npm run local".`);
  const plan = validatePlan(JSON.parse(text));
  if (!plan.ok) throw new Error(plan.details.map(({ field, problem }) => `${field} ${problem}`).join('; '));
  return plan.value;
};
