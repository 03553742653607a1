import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ClosableModelClient } from '../../../core/bedrock/create-model-client';
import { request, soon } from './support/client-under-test';
import { replyJson } from './support/fake-transport';
import { pointSdkAt, sdkClient } from './support/sdk-client';
import { startTinyBedrock, type TinyBedrock } from './support/tiny-bedrock';

/** The credentials endpoint of a Fargate task: each answer is a new key, valid for so long. */
const startTaskCredentials = async (
  validForMs: number,
): Promise<{ server: Server; url: string; issued: () => number }> => {
  let issued = 0;
  const server = createServer((_request, response) => {
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
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, issued: () => issued };
};

let bedrock: TinyBedrock;
let client: ClosableModelClient;
let keys: string[];

const start = async (credentialsUrl: string): Promise<void> => {
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
  process.env['AWS_CONFIG_FILE'] = '/dev/null';
  process.env['AWS_SHARED_CREDENTIALS_FILE'] = '/dev/null';
  process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = credentialsUrl;
  client = sdkClient();
};

const minute = 60_000;

test.each([
  ['while they are good are fetched once, for all regions', 60 * minute, ['key-1', 'key-1', 'key-1']],
  ['that are about to expire are fetched anew before they do', 2 * minute, ['key-1', 'key-2', 'key-3']],
])('credentials %s', async (_what, validForMs, expected) => {
  const credentials = await startTaskCredentials(validForMs);
  await start(credentials.url);
  try {
    for (let call = 0; call < 2; call += 1) {
      expect(await client.invoke(request, soon())).toMatchObject({ region: 'us-west-2' });
    }
    expect(keys).toEqual(expected);
    expect(credentials.issued()).toBe(new Set(expected).size);
  } finally {
    client.close();
    await bedrock.close();
    credentials.server.close();
  }
});
