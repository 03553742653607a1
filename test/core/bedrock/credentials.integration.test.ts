import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClosableModelClient } from '../../../core/bedrock/create-model-client';
import { request, soon } from './support/client-under-test';
import { replyJson } from './support/fake-transport';
import { pointSdkAt, sdkClient } from './support/sdk-client';
import { startTinyBedrock, type TinyBedrock } from './support/tiny-bedrock';

const minute = 60_000;

const inherited = { ...process.env };
const servers: Server[] = [];
let bedrock: TinyBedrock;
let client: ClosableModelClient;
/** The access keys with which Bedrock was asked, in order. */
let keys: string[];

const listen = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};

/** Nobody listens there. */
const closedPort = 'http://127.0.0.1:1/';

/** Bedrock whose first region is down, and a client that has nothing but what `variables` give it. */
const start = async (variables: Readonly<Record<string, string>>): Promise<void> => {
  keys = [];
  bedrock = await startTinyBedrock((response, incoming, region) => {
    keys.push(/Credential=([^/]*)/.exec(incoming.headers.authorization ?? '')?.[1] ?? 'none');
    if (region === 'us-east-1') {
      response.writeHead(503, { 'x-amzn-errortype': 'ServiceUnavailableException' });
      response.end('{}');
      return;
    }
    response.end(replyJson('はい。'));
  });
  pointSdkAt(bedrock.url);
  delete process.env['AWS_ACCESS_KEY_ID'];
  delete process.env['AWS_SECRET_ACCESS_KEY'];
  Object.assign(process.env, {
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...variables,
  });
  client = sdkClient();
};

afterEach(async () => {
  client.close();
  await bedrock.close();
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
  process.env = { ...inherited };
});

/** The credentials endpoint of a Fargate task: each answer is a new key, valid for so long. */
const taskCredentials = (validForMs: number): { readonly answer: RequestListener; issued: () => number } => {
  let issued = 0;
  return {
    issued: () => issued,
    answer: (_request, response) => {
      issued += 1;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({
          AccessKeyId: `key-${issued}`,
          SecretAccessKey: 'secret',
          Token: 'token',
          Expiration: new Date(Date.now() + validForMs).toISOString(),
        }),
      );
    },
  };
};

describe('credentials', () => {
  test('are fetched once for all regions, while they are good', async () => {
    const { answer, issued } = taskCredentials(60 * minute);
    await start({ AWS_CONTAINER_CREDENTIALS_FULL_URI: await listen(answer) });
    for (let call = 0; call < 2; call += 1) {
      expect(await client.invoke(request, soon())).toMatchObject({ region: 'us-west-2' });
    }
    expect(keys).toEqual(['key-1', 'key-1', 'key-1']);
    expect(issued()).toBe(1);
  });

  test('that are about to expire are fetched anew before they do, by every region', async () => {
    const { answer } = taskCredentials(2 * minute);
    await start({ AWS_CONTAINER_CREDENTIALS_FULL_URI: await listen(answer) });
    while (!keys.includes('key-2')) await client.invoke(request, soon());
    keys.length = 0;
    await client.invoke(request, soon());
    expect(keys).not.toContain('key-1');
  });
});

describe('credentials that cannot be had are our configuration: no region is asked, and none is blamed', () => {
  const roleWithToken = (directory: string, sts: string): Readonly<Record<string, string>> => {
    const token = join(directory, 'token');
    writeFileSync(token, 'a token');
    return {
      AWS_REGION: 'us-east-1',
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/task',
      AWS_WEB_IDENTITY_TOKEN_FILE: token,
      AWS_ENDPOINT_URL_STS: sts,
    };
  };
  const stsRefuses: RequestListener = (_request, response) => {
    response.writeHead(403, { 'content-type': 'text/xml' });
    response.end(
      '<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>',
    );
  };
  const expectNobodyBlamed = (): void => {
    expect(bedrock.regions).toEqual([]);
    expect(client.health().map(({ state, reason }) => [state, reason])).toEqual([
      ['closed', undefined],
      ['closed', undefined],
      ['closed', undefined],
    ]);
  };
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'credentials-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  test.each([
    ['the token service refuses', () => listen(stsRefuses)],
    ['the token service cannot be reached', async () => closedPort],
  ])('because %s', async (_why, sts) => {
    await start(roleWithToken(directory, await sts()));
    for (let call = 0; call < 4; call += 1) {
      await expect(client.invoke(request, soon())).rejects.toMatchObject({
        kind: 'unavailable',
        fault: 'configuration',
        retryable: true,
        failures: [{ region: 'us-east-1', fault: 'configuration', reason: 'NoCredentials' }],
      });
    }
    expectNobodyBlamed();
  });

  test('because their endpoint never answers', async () => {
    await start({ AWS_CONTAINER_CREDENTIALS_FULL_URI: await listen(() => undefined) });
    for (let call = 0; call < 3; call += 1) {
      await expect(client.invoke(request, soon(1200))).rejects.toMatchObject({
        kind: 'unavailable',
        fault: 'configuration',
        retryable: true,
        failures: [{ reason: 'NoCredentialsInTime' }],
      });
    }
    expectNobodyBlamed();
  });
});
