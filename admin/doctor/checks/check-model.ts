import {
  type BedrockClient,
  GetFoundationModelAvailabilityCommand,
  GetFoundationModelCommand,
  GetInferenceProfileCommand,
} from '@aws-sdk/client-bedrock';
import { chooseProfile } from '../../../contracts/inference-profile';
import { type ModelKey, modelCatalog } from '../../../contracts/model-catalog';
import type { DataResidency } from '../../../contracts/runtime-config';
import { because, type Check, type Finding, fail, pass, runCheck, skip, warn } from '../finding';

const accessAdvice = (model: ModelKey, region: string): string =>
  `Request access to ${model} in ${region}: Bedrock console, Model access.`;

const checkAccess = async (client: BedrockClient, model: ModelKey, region: string): Promise<Finding> => {
  const what = `${model} in ${region}: access`;
  const { bedrockId } = modelCatalog[model];
  const availability = await client.send(new GetFoundationModelAvailabilityCommand({ modelId: bedrockId }));
  const refused = [
    availability.authorizationStatus === 'AUTHORIZED' ? undefined : 'not authorized',
    availability.entitlementAvailability === 'AVAILABLE' ? undefined : 'not entitled',
    availability.regionAvailability === 'AVAILABLE' ? undefined : 'not available in the region',
  ].filter((problem) => problem !== undefined);
  return refused.length === 0
    ? pass(what, 'granted')
    : fail(what, refused.join(', '), accessAdvice(model, region));
};

const checkLifecycle = async (client: BedrockClient, model: ModelKey, region: string): Promise<Finding> => {
  const what = `${model} in ${region}: lifecycle`;
  const { modelDetails } = await client.send(
    new GetFoundationModelCommand({ modelIdentifier: modelCatalog[model].bedrockId }),
  );
  const status = modelDetails?.modelLifecycle?.status ?? 'unknown';
  return status === 'ACTIVE'
    ? pass(what, 'active')
    : warn(
        what,
        `Bedrock says ${status}`,
        'Plan the change to its successor, and mend the lifecycle in contracts/model-catalog.ts.',
      );
};

const checkProfile = async (client: BedrockClient, id: string, region: string): Promise<Finding> => {
  const what = `${id} in ${region}: inference profile`;
  try {
    const { status } = await client.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: id }));
    return status === 'ACTIVE'
      ? pass(what, 'active')
      : fail(what, `status ${status}`, 'Wait for it, or choose another model.');
  } catch (error) {
    return fail(
      what,
      because(error),
      `The profile is not offered in ${region}: mend \`profiles\` in contracts/model-catalog.ts.`,
    );
  }
};

/** Whether a model can be called in a region as the failover would call it. */
export const checkModelIn = (
  client: BedrockClient,
  model: ModelKey,
  region: string,
  residency: DataResidency,
): Check => {
  const what = `${model} in ${region}`;
  const advice = `Check that your role may read Bedrock in ${region} (bedrock:Get*).`;
  const part = (name: string, run: () => Promise<Finding>): Promise<readonly Finding[]> =>
    runCheck({ what: `${what}: ${name}`, advice, run: async () => [await run()] });
  return {
    what,
    advice,
    run: async () => {
      const choice = chooseProfile(model, region, residency);
      if (choice.kind === 'refused') return [skip(what, choice.message)];
      const parts = [
        part('access', () => checkAccess(client, model, region)),
        part('lifecycle', () => checkLifecycle(client, model, region)),
        ...(choice.geography === 'in-region'
          ? []
          : [part('inference profile', () => checkProfile(client, choice.id, region))]),
      ];
      return (await Promise.all(parts)).flat();
    },
  };
};
