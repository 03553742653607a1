import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import { queuePolicies } from '../../../contracts/queue-policies';
import { ExecutionEnvironment } from '../../../local/lambda-host/execution-environment';
import { forkEnvironment } from '../../../local/lambda-host/fork-environment';
import { FunctionPool } from '../../../local/lambda-host/function-pool';
import { invokeApi } from '../../../local/lambda-host/invoke-api';
import { invokeFunction } from '../../../local/lambda-host/invoke-function';
import { listenOnLoopback } from '../../../local/process/listen-on-loopback';
import { startPollers } from '../../../local/queue-poller/start-pollers';
import { type EmbeddedEmulators, startEmbeddedEmulators } from '../../support/embedded-emulators';

const root = resolve(__dirname, '../../..');
const logs = mkdtempSync(join(tmpdir(), 'manga-functions-'));
afterAll(() => rmSync(logs, { recursive: true, force: true }));

const newPool = (timeoutSeconds: number): FunctionPool => {
  const definition = {
    name: 'fixture',
    bundle: join(root, 'test/support/fixture-function/index.js'),
    timeoutSeconds,
    maxEnvironments: 2,
    shared: false,
    warm: true,
    environment: {},
  };
  return new FunctionPool(definition, {
    start: () =>
      new ExecutionEnvironment(forkEnvironment(definition, { dist: join(root, 'dist'), logs }), {
        timeoutMs: timeoutSeconds * 1000,
        shared: false,
        now: Date.now,
      }),
    delay: (ms) => delay(ms),
    onChange: () => undefined,
  });
};

describe("Lambda's Invoke", () => {
  let pool: FunctionPool;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    pool = newPool(1);
    server = createServer(
      invokeApi({
        find: (name) => (name === 'fixture' ? (event) => pool.invoke(event) : undefined),
        delay: (ms) => delay(ms),
        log: () => undefined,
      }),
    );
    url = await listenOnLoopback(server, 0);
  });
  afterAll(() => {
    pool.close();
    server.closeAllConnections();
    server.close();
  });

  const ask = (what: string) => invokeFunction(url, 'fixture', { ask: what });

  test('answers what the handler returns, and gives it its context', async () => {
    const outcome = await ask('context');
    const answer: { name: string; left: number } = JSON.parse(outcome.ok ? outcome.payload : '{}');
    expect(answer.name).toBe('fixture');
    expect(answer.left).toBeGreaterThan(0);
    expect(answer.left).toBeLessThanOrEqual(1000);
  });

  test.each([
    ['nothing', { ok: true, payload: 'null' }],
    [
      'throw',
      { ok: false, error: expect.objectContaining({ errorType: 'RangeError', errorMessage: 'as asked' }) },
    ],
    ['never', { ok: false, error: expect.objectContaining({ errorType: 'Sandbox.Timedout' }) }],
    ['spin', { ok: false, error: expect.objectContaining({ errorType: 'Sandbox.Timedout' }) }],
    ['crash', { ok: false, error: expect.objectContaining({ errorType: 'Runtime.ExitError' }) }],
    ['nothing', { ok: true, payload: 'null' }],
  ])('a handler that does "%s" has one outcome, and the next call works', async (what, outcome) => {
    expect(await ask(what)).toEqual(outcome);
  });

  test('a function that does not exist is told so', async () => {
    expect(await invokeFunction(url, 'other', {})).toMatchObject({
      ok: false,
      error: { errorMessage: expect.stringContaining('Function not found: other') },
    });
  });
});

describe('the event source mapping', () => {
  let emulators: EmbeddedEmulators;
  let pool: FunctionPool;

  beforeAll(async () => {
    emulators = await startEmbeddedEmulators();
    pool = newPool(60);
  });
  afterAll(async () => {
    pool.close();
    await emulators.close();
  });

  const counts = async () => {
    const { Attributes } = await emulators.sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: emulators.messaging.queues.enrichment.url,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    return [
      Number(Attributes?.ApproximateNumberOfMessages),
      Number(Attributes?.ApproximateNumberOfMessagesNotVisible),
    ];
  };

  test('empties the queue, survives a crash of the function, and leaves what failed hidden', async () => {
    const { url } = emulators.messaging.queues.enrichment;
    const bodies = [
      { fate: 'crash' },
      ...Array.from({ length: 8 }, () => ({ fate: 'done' })),
      { fate: 'fail' },
    ];
    await emulators.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: bodies.map((body, index) => ({
          Id: String(index),
          MessageBody: JSON.stringify(body),
          MessageGroupId: `title-${index}`,
          MessageDeduplicationId: `job-${index}`,
        })),
      }),
    );
    const lines: string[] = [];
    const pollers = startPollers({
      policy: queuePolicies.enrichment,
      queueUrl: url,
      endpoint: emulators.messaging.url,
      invoke: (event) => pool.invoke(event),
      log: (line) => lines.push(line),
    });
    const deadline = Date.now() + 15_000;
    while (Date.now() < deadline && String(await counts()) !== '0,1') await delay(50);
    await pollers.stop();
    expect(await counts()).toEqual([0, 1]);
    expect(lines).toEqual([expect.stringContaining('returns to the queue: Runtime.ExitError')]);
    const deadLetters = await emulators.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: emulators.messaging.queues.enrichment.deadLetterUrl }),
    );
    expect(deadLetters.Messages).toBeUndefined();
  }, 20_000);
});
