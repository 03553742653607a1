import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { Client } from '@opensearch-project/opensearch';
import { AwsSigv4Signer } from '@opensearch-project/opensearch/aws-v3';
import type { SearchTransport } from './search-transport';

/** Time that a write may take, in milliseconds. */
const writeTimeoutMs = 10_000;

/**
 * The official client, signing for OpenSearch Serverless (`aoss`) with the default credentials, which it renews before they expire.
 * One attempt: what fails is the caller's to repeat.
 */
export const createOpenSearchTransport = (options: {
  readonly endpoint: string;
  readonly region: string;
  /** In place of the default credentials. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}): SearchTransport => {
  const { credentials } = options;
  const getCredentials = credentials === undefined ? defaultProvider() : async () => credentials;
  const client = new Client({
    ...AwsSigv4Signer({ region: options.region, service: 'aoss', getCredentials }),
    node: options.endpoint,
    maxRetries: 0,
    requestTimeout: writeTimeoutMs,
  });
  return {
    search: async (index, body, { timeoutMs }) =>
      (await client.search({ index, body }, { requestTimeout: timeoutMs })).body,
    bulk: async (lines) => (await client.bulk({ body: [...lines] })).body,
  };
};
