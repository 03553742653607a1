import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { BedrockRuntimeClient, type BedrockRuntimeClientConfig } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** Longest time in which a region has to accept a connection. */
export const connectTimeoutMs = 3000;
/** Idle connections are closed by us before anybody in between does: a reused dead one would look like a region's reset. */
const idleConnectionMs = 50_000;

/**
 * The client of one region: HTTP/1.1 over kept-alive connections (the SDK's default opens a new HTTP/2 connection for
 * each request), as many as requests are under way: the caller keeps count. One attempt, no timeout but the
 * connection's: the caller aborts. The endpoint is
 * the region's, unless `AWS_ENDPOINT_URL_BEDROCK_RUNTIME` names another.
 */
export const createRegionalClient = (
  region: string,
  credentials: NonNullable<BedrockRuntimeClientConfig['credentials']>,
): BedrockRuntimeClient => {
  const pool = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, timeout: idleConnectionMs };
  return new BedrockRuntimeClient({
    region,
    credentials,
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: connectTimeoutMs,
      httpAgent: new HttpAgent(pool),
      httpsAgent: new HttpsAgent(pool),
    }),
  });
};
