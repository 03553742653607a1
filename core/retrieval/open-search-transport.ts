import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { Client, errors } from '@opensearch-project/opensearch';
import { AwsSigv4Signer } from '@opensearch-project/opensearch/aws-v3';
import { IndexFailedError, type SearchTransport } from './search-transport';

/** Time that a write may take, in milliseconds. */
const writeTimeoutMs = 10_000;

const kindOf = (body: unknown): string =>
  typeof body === 'object' &&
  body !== null &&
  'error' in body &&
  typeof body.error === 'object' &&
  body.error !== null &&
  'type' in body.error
    ? `: ${String(body.error.type)}`
    : '';

/** The client's errors, without what the index said: a reason, or what is no JSON, may quote a customer's question. */
const withoutQuotes = (error: unknown): unknown => {
  if (error instanceof errors.ResponseError)
    return new IndexFailedError(
      `The index answered with ${error.statusCode}${kindOf(error.body)}`,
      error.statusCode,
    );
  return error instanceof errors.DeserializationError
    ? new IndexFailedError('The index answered with something that is no JSON')
    : error;
};

const bodyOf = async (answering: PromiseLike<{ readonly body: unknown }>): Promise<unknown> => {
  try {
    return (await answering).body;
  } catch (error) {
    throw withoutQuotes(error);
  }
};

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
    search: (index, body, { timeoutMs }) =>
      bodyOf(client.search({ index, body }, { requestTimeout: timeoutMs })),
    bulk: (lines) => bodyOf(client.bulk({ body: [...lines] })),
  };
};
