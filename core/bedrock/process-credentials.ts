import type { BedrockRuntimeClientConfig } from '@aws-sdk/client-bedrock-runtime';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { errorFacts } from './error-facts';
import { WireError } from './wire-error';

/** Who this process is, for every region. */
export interface ProcessCredentials {
  /** Resolves when there are credentials that do not expire soon. Rejects with `NoCredentials`, whatever their source failed with. */
  ready(): Promise<void>;
  /** For the SDK's clients: what {@link ready} fetched last. */
  readonly provider: Extract<BedrockRuntimeClientConfig['credentials'], () => unknown>;
}

/**
 * Credentials from the default provider chain, renewed before they expire. They are fetched ahead of a call, not within
 * it: their source fails with the same errors as Bedrock, and a token service that refuses us, or an endpoint that
 * never answers, would be taken for the region.
 */
export const createProcessCredentials = (): ProcessCredentials => {
  const fetchAnew = defaultProvider();
  let known: Awaited<ReturnType<typeof fetchAnew>> | undefined;
  const renew = async () => {
    try {
      known = await fetchAnew();
      return known;
    } catch (cause) {
      const { name, message } = errorFacts(cause, 0);
      throw new WireError('NoCredentials', `there are no credentials: ${name}: ${message}`, { cause });
    }
  };
  return {
    ready: async () => void (await renew()),
    provider: async () => known ?? renew(),
  };
};
