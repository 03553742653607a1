import { join } from 'node:path';
import { entryPointEnvironments, stopTimeoutSeconds } from '../entry-point-environments';
import { functionBundle, warmFunctions } from '../lambda-host/function-definitions';
import { machineEnvironment } from '../machine-environment';
import type { LocalOptions } from '../options';
import { systemAddresses } from '../system-addresses';
import { type SystemPlan, systemPlanVariable } from '../system-plan';
import type { ChildDefinition } from './child-definition';

/** Bundles without which there is no system, relative to the folder of all. */
export const neededBundles = (): readonly string[] => [
  ...['emulators', 'bedrock-stand-in', 'search-stand-in', 'lambda-host', 'lambda-environment', 'gateway'].map(
    (name) => join('local', `${name}.js`),
  ),
  join('local', 'exit-with-parent.js'),
  join('services', 'orchestrator.js'),
  join('services', 'deferred-consumer.js'),
  ...warmFunctions.map((name) => functionBundle('', name)),
];

/** The processes in the order of their start: those of one group start together, when the group before is ready. */
export const childDefinitions = (
  plan: SystemPlan,
  options: LocalOptions,
  inherited: NodeJS.ProcessEnv,
): readonly (readonly ChildDefinition[])[] => {
  const addresses = systemAddresses(plan);
  const entryPoints = entryPointEnvironments(plan, inherited);
  const machine = machineEnvironment(plan, inherited);
  const own = { ...inherited, [systemPlanVariable]: JSON.stringify(plan) };

  const tool = (name: string, args: readonly string[] = []): ChildDefinition => ({
    name,
    script: join(plan.distFolder, 'local', `${name}.js`),
    args,
    environment: own,
    ready: 'reports',
    stopSeconds: 3,
  });
  const service = (
    name: string,
    environment: ChildDefinition['environment'],
    url: string,
  ): ChildDefinition => ({
    name,
    script: join(plan.distFolder, 'services', `${name}.js`),
    args: [],
    environment: { ...machine, ...environment },
    ready: { url: `${url}/health` },
    stopSeconds: stopTimeoutSeconds,
  });

  const bedrock = tool('bedrock-stand-in', [
    `--port=${plan.ports.bedrock}`,
    `--latency-ms=${options.latencyMs}`,
    `--tokens-per-second=${options.tokensPerSecond}`,
    `--s3-endpoint=${addresses.messaging}`,
    `--job-events-url=${addresses.functions}/2015-03-31/functions/batch-completed/invocations`,
  ]);
  const search = tool('search-stand-in', [
    String(plan.ports.search),
    join(plan.dataFolder, 'search', 'documents.jsonl'),
  ]);
  return [
    [tool('emulators'), search, ...(plan.bedrock === 'stand-in' ? [bedrock] : [])],
    [
      service('orchestrator', entryPoints.orchestrator, addresses.orchestrator),
      tool('lambda-host'),
      service('deferred-consumer', entryPoints.deferredConsumer, addresses.deferredConsumer),
    ],
    [tool('gateway')],
  ];
};
