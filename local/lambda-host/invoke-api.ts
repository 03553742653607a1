import { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { InvocationOutcome, Invoke } from './invocation';

interface Dependencies {
  /** The function of that name; undefined when there is none. */
  readonly find: (name: string) => Invoke | undefined;
  readonly delay: (ms: number) => Promise<void>;
  readonly log: (line: string) => void;
}

const path = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** Lambda waits one and two minutes before it repeats an asynchronous event (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html). */
const asynchronousRetriesMs = [60_000, 120_000];

/** `arn:aws:lambda:…:function:name:qualifier`, `name:qualifier` or `name`. */
const functionName = (segment: string): string => {
  const given = decodeURIComponent(segment);
  const name = given.startsWith('arn:') ? given.split(':')[6] : given.split(':')[0];
  return name ?? '';
};

const respond = (response: ServerResponse, outcome: InvocationOutcome): void => {
  response.setHeader('x-amz-executed-version', '$LATEST');
  if (!outcome.ok) response.setHeader('x-amz-function-error', 'Unhandled');
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(outcome.ok ? outcome.payload : JSON.stringify(outcome.error));
};

const refuse = (response: ServerResponse, status: number, type: string, message: string): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
  response.end(JSON.stringify({ Type: 'User', Message: message }));
};

/** Lambda's Invoke, as the AWS SDK calls it: `RequestResponse` waits for the answer, `Event` is repeated twice when it fails. */
export const invokeApi = (dependencies: Dependencies): RequestListener => {
  const { find, delay, log } = dependencies;

  const runInBackground = async (name: string, invoke: Invoke, event: string): Promise<void> => {
    for (const waitMs of [...asynchronousRetriesMs, undefined]) {
      const outcome = await invoke(event);
      if (outcome.ok) return;
      log(`${name} failed on an asynchronous event: ${outcome.error.errorMessage}`);
      if (waitMs !== undefined) await delay(waitMs);
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const segment = path.exec(request.url ?? '')?.[1];
    if (request.method !== 'POST' || segment === undefined)
      return refuse(response, 404, 'UnknownOperationException', 'Only Invoke is answered here.');
    const name = functionName(segment);
    const event = (await buffer(request)).toString() || '{}';
    const invoke = find(name);
    if (invoke === undefined)
      return refuse(response, 404, 'ResourceNotFoundException', `Function not found: ${name}`);
    if (request.headers['x-amz-invocation-type'] !== 'Event') return respond(response, await invoke(event));
    response.writeHead(202).end();
    return runInBackground(name, invoke, event);
  };

  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      log(`an invocation was not answered: ${String(error)}`);
      response.destroy();
    });
  };
};
