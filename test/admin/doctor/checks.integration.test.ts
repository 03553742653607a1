import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BedrockClient } from '@aws-sdk/client-bedrock';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { checkParameters } from '../../../admin/doctor/checks/check-configuration';
import { checkChat, checkGateway } from '../../../admin/doctor/checks/check-gateway';
import { checkIndex } from '../../../admin/doctor/checks/check-index';
import { checkModelIn } from '../../../admin/doctor/checks/check-model';
import { checkQuota } from '../../../admin/doctor/checks/check-quota';
import { type Check, runCheck } from '../../../admin/doctor/finding';
import { defaultRuntimeConfig } from '../../../contracts/runtime-config';
import { startBedrockStandIn } from '../../../local/bedrock-stand-in/start-bedrock-stand-in';

const states = async (check: Check): Promise<string[]> =>
  (await runCheck(check)).map(({ what, state }) => `${state} ${what}`);

describe('models, as the doctor sees them', () => {
  let standIn: Awaited<ReturnType<typeof startBedrockStandIn>>;
  const clientIn = (region: string): BedrockClient =>
    new BedrockClient({
      region,
      endpoint: standIn.url,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });

  beforeAll(async () => {
    standIn = await startBedrockStandIn({ port: 0 });
  });
  afterAll(() => standIn.close());

  test('a model that can be called has access, lifecycle and profile', async () => {
    expect(await states(checkModelIn(clientIn('us-east-1'), 'claude-haiku-4-5', 'us-east-1', 'any'))).toEqual(
      [
        'pass claude-haiku-4-5 in us-east-1: access',
        'pass claude-haiku-4-5 in us-east-1: lifecycle',
        'pass global.anthropic.claude-haiku-4-5-20251001-v1:0 in us-east-1: inference profile',
      ],
    );
  });

  test('a model without access fails, with where to request it', async () => {
    standIn.setFaults({ 'us-west-2': [{ kind: 'deny' }] });
    const [access] = await runCheck(
      checkModelIn(clientIn('us-west-2'), 'claude-haiku-4-5', 'us-west-2', 'any'),
    );
    expect(access).toMatchObject({ state: 'fail', advice: expect.stringContaining('Model access') });
  });

  test('a region that the residency policy forbids is not asked', async () => {
    expect(await states(checkModelIn(clientIn('us-east-1'), 'claude-haiku-4-5', 'us-east-1', 'jp'))).toEqual([
      'skip claude-haiku-4-5 in us-east-1',
    ]);
  });
});

describe('the REST API, as the doctor sees it', () => {
  let server: Server;
  let answers: Record<string, [number, unknown]> = {};
  const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const [status, body] = answers[request.url ?? ''] ?? [404, {}];
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test('an answer in time passes, and names model and region', async () => {
    answers = {
      '/guest': [200, { token: 't' }],
      '/chat': [200, { reply: '諫山創です。', model: 'claude-haiku-4-5', region: 'us-east-1' }],
    };
    const times = [0, 900];
    const [finding] = await runCheck(checkChat(url(), () => times.shift() ?? 0));
    expect(finding).toEqual({
      what: 'one real chat',
      state: 'pass',
      detail: 'claude-haiku-4-5 in us-east-1, 900 ms',
    });
  });

  test('an answer above the budget is a warning', async () => {
    const times = [0, 3500];
    expect(await states(checkChat(url(), () => times.shift() ?? 0))).toEqual(['warn one real chat']);
  });

  test('a refusal fails with its code', async () => {
    answers = { '/guest': [200, { token: 't' }], '/chat': [503, { code: 'MODEL_UNAVAILABLE' }] };
    const [finding] = await runCheck(checkChat(url(), () => 0));
    expect(finding).toMatchObject({ state: 'fail', detail: expect.stringContaining('MODEL_UNAVAILABLE') });
  });

  test('a gateway that is not there fails', async () => {
    expect(await states(checkGateway('http://127.0.0.1:1'))).toEqual(['fail REST API']);
  });
});

describe('quotas, as the doctor sees them', () => {
  /** The paginator accepts a client of its own class alone. */
  const client = (...named: readonly (readonly [string, number])[]): ServiceQuotasClient =>
    Object.assign(new ServiceQuotasClient({ region: 'us-east-1' }), {
      send: async () => ({ Quotas: named.map(([QuotaName, Value]) => ({ QuotaName, Value })) }),
    });
  const haiku = 'Cross-region model inference requests per minute for Anthropic Claude Haiku 4.5';

  test.each([
    ['carries the peak', [[haiku, 3000]], 'pass'],
    ['is too small', [[haiku, 500]], 'warn'],
    [
      'of another version does not count',
      [['Cross-region model inference requests per minute for Anthropic Claude 3 Haiku', 9000]],
      'warn',
    ],
    [
      'in tokens does not count',
      [['Cross-region model inference tokens per minute for Anthropic Claude Haiku 4.5', 9_000_000]],
      'warn',
    ],
  ] as const)('one that %s', async (_what, named, state) => {
    const [finding] = await runCheck(checkQuota(client(...named), 'claude-haiku-4-5', 'us-east-1'));
    expect(finding?.state).toBe(state);
  });
});

describe('the search index, as the doctor sees it', () => {
  let server: Server;
  let status = 200;
  /** The search of one machine: it is asked with that machine's credentials, not with those of AWS. */
  const checkAt = (searchEndpoint: string): Check =>
    checkIndex({ searchEndpoint, region: 'us-east-1', endpoints });
  const check = (): Check => checkAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const variables = { ...process.env };
  const nowhere = 'http://127.0.0.1:1';
  const endpoints = {
    dynamodb: nowhere,
    sqs: nowhere,
    sns: nowhere,
    s3: nowhere,
    bedrockControl: nowhere,
    lambda: nowhere,
  };

  beforeAll(async () => {
    delete process.env['AWS_ACCESS_KEY_ID'];
    delete process.env['AWS_SECRET_ACCESS_KEY'];
    server = createServer((_request, response) => {
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify({ hits: { hits: [] } }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    Object.assign(process.env, variables);
    return new Promise((resolve) => server.close(resolve));
  });

  test('passes when it answers', async () => {
    status = 200;
    expect(await states(check())).toEqual(['pass search index']);
  });

  test('cannot be looked at by who is in none of its access policies', async () => {
    status = 403;
    const [finding] = await runCheck(check());
    expect(finding).toMatchObject({
      state: 'skip',
      detail: expect.stringContaining('none of its access policies'),
    });
  });

  test('fails when there is no index, or nobody at the endpoint', async () => {
    status = 404;
    expect(await states(check())).toEqual(['fail search index']);
    expect(await states(checkAt(nowhere))).toEqual(['fail search index']);
  });
});

describe('parameters, as the doctor sees them', () => {
  const sourceOf = (config: typeof defaultRuntimeConfig) => ({
    config: async () => config,
    secret: async () => ({ guestTokenKey: 'k'.repeat(64) }),
  });

  test('that are as they were made are told as such', async () => {
    const [finding] = await runCheck(checkParameters(sourceOf(defaultRuntimeConfig), defaultRuntimeConfig));
    expect(finding).toMatchObject({ state: 'pass', detail: expect.stringContaining('as in the literal') });
  });

  test('that operators have set are told with what they were', async () => {
    const changed = { ...defaultRuntimeConfig, max_in_flight: 7 };
    const [finding] = await runCheck(checkParameters(sourceOf(changed), defaultRuntimeConfig));
    expect(finding?.detail).toContain(
      `max_in_flight 7 (literal ${String(defaultRuntimeConfig.max_in_flight)})`,
    );
  });
});
