import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** A request is given up after this, in milliseconds, and sent once more: the chat has three seconds for everything. */
const requestTimeoutMs = 1_000;

const clientConfig = (maxSockets: number) => ({
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 500,
    requestTimeout: requestTimeoutMs,
    throwOnRequestTimeout: true,
    httpAgent: { maxSockets },
    httpsAgent: { maxSockets },
  },
});

/** Clients of AWS for a process that answers `maxInFlight` calls at once. */
export const createClients = (maxInFlight: number) => ({
  documents: DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(2 * maxInFlight)), {
    marshallOptions: { removeUndefinedValues: true },
  }),
  queue: new SQSClient(clientConfig(maxInFlight)),
});
