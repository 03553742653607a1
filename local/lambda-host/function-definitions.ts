import { join } from 'node:path';
import { socketTimeoutsMs } from '../../contracts/api-routes';
import type { EntryPoint } from '../../contracts/environment-variables';
import { queuePolicies } from '../../contracts/queue-policies';
import { entryPointEnvironments } from '../entry-point-environments';
import { machineEnvironment } from '../machine-environment';
import type { SystemPlan } from '../system-plan';
import type { FunctionDefinition } from './function-definition';

type Choices = Omit<FunctionDefinition, 'name' | 'bundle' | 'environment'> & {
  readonly entryPoint: EntryPoint;
};

const onDemand = { timeoutSeconds: 300, maxEnvironments: 1, shared: false, warm: false } as const;
const onEachCall = { maxEnvironments: 1, shared: true, warm: true } as const;

const choices: Readonly<Record<string, Choices>> = {
  authorizer: { ...onEachCall, entryPoint: 'authorizer', timeoutSeconds: 5 },
  'socket-bridge': {
    ...onEachCall,
    entryPoint: 'socketBridge',
    timeoutSeconds: socketTimeoutsMs.integration / 1000,
  },
  'enrichment-consumer': {
    entryPoint: 'enrichmentConsumer',
    timeoutSeconds: queuePolicies.enrichment.processingTimeoutSeconds,
    maxEnvironments: queuePolicies.enrichment.maxConcurrency,
    shared: false,
    warm: true,
  },
  'daily-enrichment': { ...onDemand, entryPoint: 'dailyEnrichment' },
  'nightly-recommendations': { ...onDemand, entryPoint: 'nightlyRecommendations' },
  'image-uploaded': { ...onDemand, entryPoint: 'imageUploaded' },
  'batch-completed': { ...onDemand, entryPoint: 'batchCompleted' },
};

/** Functions that start with the system. */
export const warmFunctions: readonly string[] = Object.entries(choices)
  .filter(([, { warm }]) => warm)
  .map(([name]) => name);

export const functionBundle = (distFolder: string, name: string): string =>
  join(distFolder, 'lambdas', name, 'index.js');

/** Every function of `lambdas/` with what it needs on this machine. */
export const functionDefinitions = (
  plan: SystemPlan,
  inherited: NodeJS.ProcessEnv,
): readonly FunctionDefinition[] => {
  const environments = entryPointEnvironments(plan, inherited);
  const machine = machineEnvironment(plan, inherited);
  return Object.entries(choices).map(([name, { entryPoint, ...choice }]) => ({
    ...choice,
    name,
    bundle: functionBundle(plan.distFolder, name),
    environment: { ...machine, ...environments[entryPoint] },
  }));
};
