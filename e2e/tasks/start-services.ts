import {
  DescribeTargetGroupsCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { loopback } from '../../local/local-environment';
import type { AwsClients } from '../deployment/aws-clients';
import type { Emulator } from '../emulator/emulator';
import type { Environment } from '../process/base-environment';
import { endWithParent, type StartedProcess, startProcess } from '../process/start-process';
import type { Trial } from '../run/trial';
import { type TaskProgram, taskProgram } from './task-environment';

export interface Services {
  readonly orchestrator: StartedProcess;
  readonly deferredConsumer: StartedProcess;
  /** `NAME=value` of what differs from the deployed task definitions. */
  readonly overrides: readonly string[];
}

/** The stop timeout of the tasks, and a little. */
const graceMs = 95_000;

/** Puts other addresses in place of deployed ones; a variable that was not deployed is an error. */
const withAddresses = ({ environment }: TaskProgram, addresses: Environment): Environment => {
  const unknown = Object.keys(addresses).filter((name) => !Object.hasOwn(environment, name));
  if (unknown.length > 0) throw new Error(`The task definition does not set ${unknown.join(', ')}.`);
  return { ...environment, ...addresses };
};

/** Makes the orchestrator's process a target of the load balancer, as its ECS service does with its tasks. */
const registerTarget = async ({ balancers }: AwsClients, port: number): Promise<void> => {
  const { TargetGroups = [] } = await balancers.send(new DescribeTargetGroupsCommand());
  const [group] = TargetGroups;
  if (group?.TargetGroupArn === undefined || TargetGroups.length !== 1)
    throw new Error(`There are ${TargetGroups.length} target groups.`);
  const Targets = [{ Id: loopback, Port: port }];
  await balancers.send(new RegisterTargetsCommand({ TargetGroupArn: group.TargetGroupArn, Targets }));
};

/** Runs the two services as processes with the environment of their deployed task definitions. */
export const startServices = async (
  trial: Trial,
  emulator: Emulator,
  clients: AwsClients,
  ports: { readonly orchestrator: number; readonly deferredConsumer: number },
): Promise<Services> => {
  const overrides: string[] = [];
  const start = async (name: string, port: number, own: (task: TaskProgram) => Environment) => {
    const task = await taskProgram(clients, `manga-assist-dev-${name}`);
    const CONNECTIONS_ENDPOINT = emulator.reach(task.environment['CONNECTIONS_ENDPOINT'] ?? '');
    const addresses = { BIND_ADDRESS: loopback, CONNECTIONS_ENDPOINT, ...own(task) };
    overrides.push(...Object.entries(addresses).map(([variable, value]) => `${name} ${variable}=${value}`));
    const service = await startProcess({
      name,
      command: process.execPath,
      args: [...endWithParent, `dist/services/${task.bundle}`],
      // NODE_ENV is the image's own.
      env: { ...emulator.environment, NODE_ENV: 'production', ...withAddresses(task, addresses) },
      readyUrl: `http://${loopback}:${port}/health`,
      logFolder: trial.logFolder,
      graceMs,
    });
    trial.onEnd(async () => void (await service.stop()));
    return service;
  };
  const [orchestrator, deferredConsumer] = await Promise.all([
    start('orchestrator', ports.orchestrator, () => ({ PORT: String(ports.orchestrator), REDIS_URL: '' })),
    start('deferred-consumer', ports.deferredConsumer, () => ({
      HEALTH_PORT: String(ports.deferredConsumer),
    })),
  ]);
  await registerTarget(clients, ports.orchestrator);
  return { orchestrator, deferredConsumer, overrides: overrides.sort() };
};
