import type { ClosableModelClient } from '../../../core/bedrock/create-model-client';
import { readAll, request, soon } from './support/client-under-test';
import { openEvents, replyJson, textEvents } from './support/fake-transport';
import { pointSdkAt, sdkClient } from './support/sdk-client';
import {
  exceptionFrame,
  frame,
  startStream,
  startTinyBedrock,
  type TinyBedrock,
} from './support/tiny-bedrock';

type Answer = Parameters<typeof startTinyBedrock>[0];

const wholeReply: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(replyJson('はい。'));
};

const wholeStream: Answer = (response) => {
  startStream(response);
  for (const event of textEvents('は', 'い。')) response.write(frame(event));
  response.end();
};

let bedrock: TinyBedrock;
let client: ClosableModelClient;

const start = async (answer: Answer, maxSockets = 5): Promise<void> => {
  bedrock = await startTinyBedrock(answer);
  pointSdkAt(bedrock.url);
  client = sdkClient({ maxSockets });
};

afterEach(async () => {
  client.close();
  await bedrock.close();
});

/** As long as a condition does not hold; jest's own timeout is the limit. */
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('connections', () => {
  test('are used again by whole answers', async () => {
    await start(wholeReply);
    for (let call = 0; call < 10; call += 1) await client.invoke(request, soon());
    expect(bedrock.connections()).toBe(1);
  });

  test('are used again by streams that were read to their end', async () => {
    await start(wholeStream);
    for (let call = 0; call < 10; call += 1) {
      expect(await readAll(client.stream(request, soon()))).toMatchObject({ text: 'はい。' });
    }
    expect(bedrock.connections()).toBeLessThanOrEqual(2);
  });

  test('are no more than the pool has, and a request that waits for one blames no region', async () => {
    const held: (() => void)[] = [];
    await start((response, incoming, region) => {
      held.push(() => wholeReply(response, incoming, region));
    }, 2);
    const calls = Array.from({ length: 6 }, () => client.invoke(request, soon()));
    await until(() => held.length === 2);
    const impatient = client.invoke(request, soon(1500));
    await expect(impatient).rejects.toMatchObject({ kind: 'deadline', failures: [{ reason: 'PoolBusy' }] });
    expect(bedrock.connections()).toBe(2);
    expect(client.health().every(({ reason }) => reason === undefined)).toBe(true);
    while (held.length > 0) {
      held.shift()?.();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(await Promise.all(calls)).toHaveLength(6);
  });
});

describe('an abort reaches the socket', () => {
  const watched = () => {
    let closed = 0;
    const watch: Answer = (response) => {
      response.on('close', () => {
        closed += 1;
      });
    };
    return { watch, closed: () => closed };
  };

  test('of a call that is not answered yet', async () => {
    const { watch, closed } = watched();
    await start(watch);
    const caller = new AbortController();
    const call = client.invoke(request, { ...soon(), signal: caller.signal });
    await until(() => bedrock.regions.length === 1);
    caller.abort();
    await expect(call).rejects.toMatchObject({ kind: 'aborted' });
    await until(() => closed() === 1);
  });

  test('of a stream that its reader leaves, and its place in the pool is free again', async () => {
    const { watch, closed } = watched();
    await start((response, incoming, region) => {
      watch(response, incoming, region);
      startStream(response);
      for (const event of openEvents('これは')) response.write(frame(event));
    });
    client.close();
    client = sdkClient({ maxSockets: 1 });
    for (let visit = 1; visit <= 3; visit += 1) {
      for await (const event of client.stream(request, soon())) {
        if (event.type === 'start') continue;
        expect(event).toEqual({ type: 'delta', text: 'これは' });
        break;
      }
      await until(() => closed() === visit);
    }
  });

  test('of a stream that stands still, and its place in the pool is free again', async () => {
    const { watch, closed } = watched();
    await start((response, incoming, region) => {
      watch(response, incoming, region);
      startStream(response);
      for (const event of openEvents('これは')) response.write(frame(event));
    }, 1);
    client.close();
    client = sdkClient({ maxSockets: 1, config: { stream_idle_timeout_ms: 50 } });
    for (let call = 1; call <= 2; call += 1) {
      await expect(readAll(client.stream(request, soon()))).rejects.toMatchObject({ kind: 'broken-stream' });
      await until(() => closed() === call);
    }
  });
});

describe('a stream of which a part is missing', () => {
  const begin = (response: Parameters<Answer>[0]): void => {
    startStream(response);
    for (const event of openEvents('これは')) response.write(frame(event));
  };
  const afterText: readonly (readonly [string, Answer, string])[] = [
    [
      'ends between two frames',
      (response) => {
        begin(response);
        response.end();
      },
      'StreamCut',
    ],
    [
      'ends within a frame',
      (response) => {
        begin(response);
        response.end(frame(textEvents()[0] ?? '').subarray(0, 20));
      },
      'StreamCut',
    ],
    [
      'breaks with its connection',
      (response) => {
        begin(response);
        setTimeout(() => response.destroy(), 20);
      },
      'ECONNRESET',
    ],
    [
      'carries an exception',
      (response) => {
        begin(response);
        response.end(exceptionFrame('modelStreamErrorException'));
      },
      'ModelStreamErrorException',
    ],
  ];

  test.each(afterText)(
    'and that %s, is broken, never complete, and nobody else is asked',
    async (_what, answer, reason) => {
      await start(answer);
      await expect(readAll(client.stream(request, soon()))).rejects.toMatchObject({
        kind: 'broken-stream',
        failures: [{ region: 'us-east-1', reason }],
      });
      expect(bedrock.regions).toEqual(['us-east-1']);
    },
  );

  const beforeText: readonly (readonly [string, Answer])[] = [
    [
      'carries an exception',
      (response) => {
        startStream(response);
        response.end(exceptionFrame('internalServerException'));
      },
    ],
    [
      'is empty',
      (response) => {
        startStream(response);
        response.end();
      },
    ],
  ];

  test.each(beforeText)(
    'and that %s before its first text, is taken over by another region',
    async (_what, answer) => {
      await start((response, incoming, region) =>
        region === 'us-east-1' ? answer(response, incoming, region) : wholeStream(response, incoming, region),
      );
      expect(await readAll(client.stream(request, soon()))).toMatchObject({
        complete: { reply: { region: 'us-west-2', attempts: 2 } },
      });
    },
  );
});

test('a proxy that answers with a page of its own is a region in trouble', async () => {
  await start((response, incoming, region) => {
    if (region !== 'us-east-1') return wholeReply(response, incoming, region);
    response.writeHead(502, { 'content-type': 'text/html' });
    response.end('<html>Bad Gateway</html>');
  });
  expect(await client.invoke(request, soon())).toMatchObject({ region: 'us-west-2', attempts: 2 });
  expect(client.health()[0]).toMatchObject({ region: 'us-east-1', state: 'open' });
});

test('a region whose port is closed is a region in trouble', async () => {
  await start(wholeReply);
  await bedrock.close();
  await expect(client.invoke(request, soon())).rejects.toMatchObject({
    kind: 'unavailable',
    failures: Array.from({ length: 3 }, () =>
      expect.objectContaining({ reason: 'ECONNREFUSED', fault: 'region' }),
    ),
  });
});

test('missing credentials are our configuration, and no region is blamed', async () => {
  await start(wholeReply);
  delete process.env['AWS_ACCESS_KEY_ID'];
  process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
  process.env['AWS_CONFIG_FILE'] = '/dev/null';
  process.env['AWS_SHARED_CREDENTIALS_FILE'] = '/dev/null';
  await expect(client.invoke(request, soon())).rejects.toMatchObject({
    kind: 'unavailable',
    fault: 'configuration',
  });
  expect(bedrock.regions).toEqual([]);
  expect(client.health().every(({ reason }) => reason === undefined)).toBe(true);
});
