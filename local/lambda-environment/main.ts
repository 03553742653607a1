import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { describeFailure } from './describe-failure';
import { functionContext } from './function-context';
import { type EnvironmentReport, parseInvocationRequest } from './messages';

/**
 * One execution environment of one function: loads the bundle once, then runs its handler for each event that the
 * host sends. Arguments: the function's name and its bundle.
 */
const [name = '', bundle = ''] = process.argv.slice(2);

/** A handler that never yields would not notice that its host is gone: a thread of its own looks after that. */
const watchHost = (): void => {
  const watch = `const host = process.ppid;
    setInterval(() => process.ppid === host || process.kill(process.pid, 'SIGKILL'), 500);`;
  new Worker(watch, { eval: true, execArgv: [] }).unref();
};

const report = (message: EnvironmentReport): void => {
  process.send?.(message);
};

type Handler = (event: unknown, context: unknown) => unknown;

const loadHandler = (): Handler => {
  const loaded: { handler?: unknown } = createRequire(__filename)(bundle);
  const { handler } = loaded;
  if (typeof handler !== 'function') throw new TypeError(`${bundle} does not export a handler`);
  return (event, context) => Reflect.apply(handler, undefined, [event, context]);
};

const listen = (handler: Handler): void => {
  const run = async (id: string, event: string, deadline: number): Promise<void> => {
    try {
      const result = await handler(JSON.parse(event), functionContext(name, id, deadline, Date.now));
      report({ kind: 'result', id, payload: JSON.stringify(result) ?? 'null' });
    } catch (error) {
      report({ kind: 'error', id, error: describeFailure(error) });
    }
  };
  process.on('message', (message) => {
    const request = parseInvocationRequest(message);
    if (!request.ok) report({ kind: 'alive' });
    else void run(request.value.id, request.value.event, request.value.deadline);
  });
  process.channel?.ref();
};

watchHost();
try {
  listen(loadHandler());
  report({ kind: 'ready' });
} catch (error) {
  console.error(error);
  report({ kind: 'init-failed', error: describeFailure(error) });
  process.exitCode = 1;
}
