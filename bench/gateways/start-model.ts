import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Starts the model of both gateways on a port; gives how to end it. */
export const startModel = async (port: number): Promise<() => Promise<void>> => {
  const child = fork(join(__dirname, 'model-process.ts'), [String(port)], { execArgv: ['--import', 'tsx'] });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then((): never => {
      throw new Error('the model of both gateways did not start');
    }),
  ]);
  return async () => {
    const gone = once(child, 'exit');
    child.kill();
    await gone;
  };
};
