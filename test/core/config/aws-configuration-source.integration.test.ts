import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { defaultRuntimeConfig, parameterPrefix } from '../../../contracts/runtime-config';
import { awsConfigurationSource, readParameters } from '../../../core/config/aws-configuration-source';

const pageSize = 10;

/** Parameter Store and Secrets Manager as far as the source speaks to them, with a page of ten parameters, as in AWS. */
const startAws = async (parameters: Readonly<Record<string, string>>, secret: string) => {
  const requests: Record<string, unknown>[] = [];
  const names = Object.keys(parameters);
  const parametersByPath = ({ Path, NextToken }: { Path: string; NextToken?: string }) => {
    const matching = names.filter((name) => name.startsWith(Path));
    const from = Number(NextToken ?? 0);
    const next = from + pageSize;
    return {
      Parameters: matching.slice(from, next).map((Name) => ({ Name, Value: parameters[Name] })),
      ...(next < matching.length && { NextToken: String(next) }),
    };
  };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      requests.push(body);
      const isSecret = String(request.headers['x-amz-target']).endsWith('GetSecretValue');
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify(isSecret ? { SecretString: secret } : parametersByPath(body)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const options = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const clients = { ssm: new SSMClient(options), secrets: new SecretsManagerClient(options) };
  const close = async () => {
    clients.ssm.destroy();
    clients.secrets.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { clients, requests, close };
};

const prefix = parameterPrefix('dev');
const deployed = { [`${prefix}deployed/rest-api-url`]: 'https://example.test/dev' };
const wholeConfig = Object.fromEntries(
  Object.entries(defaultRuntimeConfig).map(([key, value]) => [
    `${prefix}${key}`,
    typeof value === 'string' && value !== '' ? value : JSON.stringify(value),
  ]),
);

describe('the configuration in AWS', () => {
  let aws: Awaited<ReturnType<typeof startAws>>;
  const start = async (parameters: Readonly<Record<string, string>>, secret = '{}') => {
    aws = await startAws(parameters, secret);
    return awsConfigurationSource('dev', aws.clients);
  };
  afterEach(() => aws.close());

  test('is read whole, over all pages, decrypted and with its JSON parsed', async () => {
    const source = await start({
      ...wholeConfig,
      ...deployed,
      '/manga-assist/prod/primary_region': 'eu-west-1',
    });
    expect(await source.config()).toEqual(defaultRuntimeConfig);
    expect(aws.requests.length).toBeGreaterThan(1);
    for (const request of aws.requests) {
      expect(request).toMatchObject({ Path: prefix, Recursive: true, WithDecryption: true });
    }
  });

  test('that has faults on several pages is refused with all of them', async () => {
    const source = await start({
      ...wholeConfig,
      [`${prefix}primary_region`]: 'Tokyo',
      [`${prefix}sync_timeout_ms`]: 'three seconds',
      [`${prefix}daily_budget_usd`]: '-1',
    });
    const error: unknown = await source.config().catch((failure: unknown) => failure);
    expect(error).toMatchObject({ name: 'ConfigurationError', fault: 'configuration' });
    for (const key of ['primary_region', 'sync_timeout_ms', 'daily_budget_usd']) {
      expect(String(error)).toContain(`${prefix}${key}`);
    }
    expect(String(error)).not.toContain('three seconds');
  });

  test('says where things are, for whoever looks for an environment', async () => {
    await start({ ...wholeConfig, ...deployed });
    const found = await readParameters(aws.clients.ssm, `${prefix}deployed/`);
    expect(Object.fromEntries(found)).toEqual({ 'rest-api-url': 'https://example.test/dev' });
  });

  test('has a secret, which is asked for by its name', async () => {
    const key = 'k'.repeat(64);
    const source = await start({}, JSON.stringify({ guestTokenKey: key }));
    expect(await source.secret()).toEqual({ guestTokenKey: key });
    expect(aws.requests).toMatchObject([{ SecretId: 'manga-assist-dev' }]);
  });

  test('never shows a secret that is not JSON', async () => {
    const source = await start({}, 'hunter2-hunter2-hunter2');
    const error: unknown = await source.secret().catch((failure: unknown) => failure);
    expect(String(error)).toContain('manga-assist-dev');
    expect(String(error)).not.toContain('hunter2');
  });
});
