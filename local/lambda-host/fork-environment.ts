import { fork } from 'node:child_process';
import { join } from 'node:path';
import { describeExit } from '../process/describe-exit';
import { withLog } from '../process/with-log';
import type { EnvironmentProcess } from './execution-environment';
import type { FunctionDefinition } from './function-definition';

/** Starts the process of one execution environment; what it prints goes to the function's own log. */
export const forkEnvironment = (
  definition: FunctionDefinition,
  folders: { readonly dist: string; readonly logs: string },
): EnvironmentProcess => {
  const { name, bundle, environment } = definition;
  const child = withLog(join(folders.logs, `${name}.log`), (output) =>
    fork(join(folders.dist, 'local/lambda-environment.js'), [name, bundle], {
      execArgv: ['--require', join(folders.dist, 'local/exit-with-parent.js')],
      env: { ...environment, AWS_LAMBDA_FUNCTION_NAME: name, AWS_LAMBDA_FUNCTION_VERSION: '$LATEST' },
      stdio: ['ignore', output, output, 'ipc'],
    }),
  );
  return {
    pid: child.pid,
    send: (message) => {
      // A process that has just died says so by its exit.
      child.send(message, () => undefined);
    },
    kill: () => {
      child.kill('SIGKILL');
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      child.once('exit', (code, signal) => listener(describeExit(code, signal)));
      child.once('error', (error) => listener(`could not be started: ${error.message}`));
    },
  };
};
