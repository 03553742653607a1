import { setTimeout as delay } from 'node:timers/promises';
import { isPortFree } from '../process/is-port-free';
import type { SystemPlan } from '../system-plan';
import { StartProblem } from './start-problem';

/** A run that has just been killed gives its ports back a moment later. */
const isFreeSoon = async (port: number): Promise<boolean> => {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await isPortFree(port)) return true;
    await delay(200);
  }
  return false;
};

const demand = async (port: number, option: string): Promise<void> => {
  if (!(await isFreeSoon(port)))
    throw new StartProblem(
      `Port ${port} is taken by another program: stop it, or choose another port with ${option}.`,
    );
};

/**
 * The two ports that people use, which have to be free, and free ones behind them for the processes among themselves:
 * below the range from which outgoing connections get theirs, so that a process that restarts finds its port again.
 */
export const choosePorts = async (wanted: {
  readonly gateway: number;
  readonly bedrock: number;
}): Promise<SystemPlan['ports']> => {
  await demand(wanted.gateway, '--port');
  if (wanted.bedrock === wanted.gateway)
    throw new StartProblem(
      `--port and --bedrock-port are both ${wanted.gateway}: choose another for one of them.`,
    );
  await demand(wanted.bedrock, '--bedrock-port');
  let port = Math.max(wanted.gateway, wanted.bedrock);
  const next = async (): Promise<number> => {
    do port = port >= 65_535 ? 1024 : port + 1;
    while (port === wanted.gateway || port === wanted.bedrock || !(await isPortFree(port)));
    return port;
  };
  return {
    ...wanted,
    connections: await next(),
    orchestrator: await next(),
    deferredConsumer: await next(),
    functions: await next(),
    dynamoDb: await next(),
    messaging: await next(),
    search: await next(),
  };
};
