import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { Context } from 'aws-lambda';
import { invokeApi } from '../../local/lambda-host/invoke-api';

export interface BatchFunction {
  /** What its runs answered, in order. */
  readonly answers: readonly { readonly kind: string; readonly totals?: Readonly<Record<string, number>> }[];
  /** Hands an event to the function as EventBridge does: asynchronously. */
  send(event: unknown): void;
  /** The answer number `index`, from 0, when it is there. */
  answer(index: number): Promise<BatchFunction['answers'][number]>;
  close(): Promise<void>;
}

type Handler = (event: unknown, context: Context) => Promise<BatchFunction['answers'][number]>;

/** The bundle of `batch-completed` behind Lambda's Invoke, in this process. `remainingMs`: what each run is given. */
export const startBatchFunction = async (remainingMs: () => number): Promise<BatchFunction> => {
  const answers: BatchFunction['answers'][number][] = [];
  const waiting: { readonly index: number; readonly resolve: () => void }[] = [];
  let handler: Handler | undefined;
  const context = {
    functionName: 'batch-completed',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:batch-completed',
    awsRequestId: 'test',
    getRemainingTimeInMillis: remainingMs,
  } as unknown as Context;

  const invoke = async (event: string) => {
    // Its variables are set once the system is up.
    handler ??= (require(resolve('dist/lambdas/batch-completed/index.js')) as { handler: Handler }).handler;
    const answer = await handler(JSON.parse(event), context);
    answers.push(answer);
    for (const one of waiting) if (answers.length > one.index) one.resolve();
    return { ok: true, payload: JSON.stringify(answer) } as const;
  };
  const server = createServer(
    invokeApi({
      find: (name) => (name === 'batch-completed' ? invoke : undefined),
      delay: async () => undefined,
      log: (line) => void process.stderr.write(`${line}\n`),
    }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env['AWS_ENDPOINT_URL_LAMBDA'] = url;
  return {
    answers,
    send: (event) =>
      void fetch(`${url}/2015-03-31/functions/batch-completed/invocations`, {
        method: 'POST',
        headers: { 'x-amz-invocation-type': 'Event' },
        body: JSON.stringify(event),
      }),
    answer: async (index) => {
      if (answers.length <= index) await new Promise<void>((done) => waiting.push({ index, resolve: done }));
      return answers[index]!;
    },
    close: async () => {
      delete process.env['AWS_ENDPOINT_URL_LAMBDA'];
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
