import { randomUUID } from 'node:crypto';
import { AwsError, awsErrorStatus } from '../aws-error';
import type { Exchange } from './exchange';

/** Answers with JSON, whole. */
export const sendJson = (
  { reply }: Exchange,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string | number>> = {},
): void => {
  const body = Buffer.from(JSON.stringify(value));
  reply.writeHead(status, {
    'content-type': 'application/json',
    'content-length': body.length,
    'x-amzn-requestid': randomUUID(),
    ...headers,
  });
  reply.end(body);
};

/** Answers with an error in the shape of AWS's REST-JSON services. */
export const sendAwsError = (exchange: Exchange, error: AwsError): void => {
  sendJson(
    exchange,
    awsErrorStatus[error.name],
    { message: error.message },
    {
      'x-amzn-errortype': `${error.name}:http://internal.amazon.com/coral/com.amazon.bedrock/`,
      ...(error.retryAfterSeconds === undefined ? {} : { 'retry-after': error.retryAfterSeconds }),
    },
  );
};

/** Whatever went wrong, as an error that may be sent. */
export const toAwsError = (error: unknown): AwsError =>
  error instanceof AwsError
    ? error
    : new AwsError('InternalServerException', `The stand-in failed: ${String(error)}`);
