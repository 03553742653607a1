import {
  BedrockClient,
  GetFoundationModelAvailabilityCommand,
  GetFoundationModelCommand,
  GetInferenceProfileCommand,
  ListFoundationModelsCommand,
  ListInferenceProfilesCommand,
} from '@aws-sdk/client-bedrock';
import { credentials, type Harness, haiku, startHarness } from './with-stand-in';

describe('What a doctor asks Bedrock', () => {
  let harness: Harness;
  const clients: BedrockClient[] = [];
  beforeAll(async () => {
    harness = await startHarness({ now: () => Date.parse('2026-11-20') });
  });
  afterEach(() => harness.standIn.setFaults({}));
  afterAll(async () => {
    for (const client of clients) client.destroy();
    await harness.close();
  });

  const bedrock = (region = 'us-east-1'): BedrockClient => {
    const client = new BedrockClient({ region, endpoint: harness.standIn.url, credentials, maxAttempts: 1 });
    clients.push(client);
    return client;
  };
  const profileIds = async (region: string): Promise<string[]> => {
    const listed = await bedrock(region).send(new ListInferenceProfilesCommand({}));
    return (listed.inferenceProfileSummaries ?? []).map(({ inferenceProfileId }) => inferenceProfileId ?? '');
  };

  test('which profiles a region has', async () => {
    const tokyo = await profileIds('ap-northeast-1');
    expect(tokyo).toContain('jp.anthropic.claude-haiku-4-5-20251001-v1:0');
    expect(tokyo).toContain('global.anthropic.claude-haiku-4-5-20251001-v1:0');
    expect(tokyo.filter((id) => id.startsWith('us.'))).toEqual([]);
    const virginia = await profileIds('us-east-1');
    expect(virginia).toContain(haiku);
    expect(virginia.filter((id) => id.startsWith('jp.') || id.includes('claude-3'))).toEqual([]);
  });

  test('where a profile may send a request', async () => {
    const profile = await bedrock('ap-northeast-1').send(
      new GetInferenceProfileCommand({ inferenceProfileIdentifier: haiku.replace('us.', 'jp.') }),
    );
    expect(profile).toMatchObject({
      status: 'ACTIVE',
      type: 'SYSTEM_DEFINED',
      models: [
        {
          modelArn:
            'arn:aws:bedrock:ap-northeast-1::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0',
        },
        {
          modelArn:
            'arn:aws:bedrock:ap-northeast-3::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0',
        },
      ],
    });
    await expect(
      bedrock('ap-northeast-1').send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: haiku })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('which models there are, without the retired ones', async () => {
    const { modelSummaries = [] } = await bedrock().send(new ListFoundationModelsCommand({}));
    expect(modelSummaries.map(({ modelId }) => modelId)).toEqual([
      'anthropic.claude-haiku-4-5-20251001-v1:0',
      'anthropic.claude-sonnet-4-5-20250929-v1:0',
      'anthropic.claude-sonnet-4-6',
      'amazon.titan-embed-text-v2:0',
    ]);
    const { modelDetails } = await bedrock().send(
      new GetFoundationModelCommand({ modelIdentifier: 'amazon.titan-embed-text-v2:0' }),
    );
    expect(modelDetails).toMatchObject({
      providerName: 'Amazon',
      outputModalities: ['EMBEDDING'],
      inferenceTypesSupported: ['ON_DEMAND'],
      modelLifecycle: { status: 'ACTIVE' },
    });
    await expect(
      bedrock().send(
        new GetFoundationModelCommand({ modelIdentifier: 'anthropic.claude-3-haiku-20240307-v1:0' }),
      ),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  test('whether the account may use a model', async () => {
    const modelId = 'anthropic.claude-haiku-4-5-20251001-v1:0';
    const ask = () => bedrock().send(new GetFoundationModelAvailabilityCommand({ modelId }));
    expect(await ask()).toMatchObject({
      modelId,
      authorizationStatus: 'AUTHORIZED',
      regionAvailability: 'AVAILABLE',
    });
    harness.standIn.setFaults({ 'us-east-1': [{ kind: 'deny', model: 'claude-haiku-4-5' }] });
    expect(await ask()).toMatchObject({ authorizationStatus: 'NOT_AUTHORIZED' });
  });

  test('nothing, while the region is down or the caller is not known', async () => {
    harness.standIn.setFaults({ 'us-east-1': [{ kind: 'down' }] });
    await expect(bedrock().send(new ListInferenceProfilesCommand({}))).rejects.toThrow(/ECONNRESET|hang up/);
    harness.standIn.setFaults({ 'us-east-1': [{ kind: 'throttle' }] });
    await expect(bedrock().send(new ListInferenceProfilesCommand({}))).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
  });

  test('something that is not there', async () => {
    const reply = await fetch(`${harness.standIn.url}/guardrails`);
    expect(reply.status).toBe(404);
    expect(reply.headers.get('x-amzn-errortype')).toContain('UnknownOperationException');
  });
});
