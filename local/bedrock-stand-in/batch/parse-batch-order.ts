import { validationError } from '../aws-error';
import { isRecord } from '../is-record';
import type { BatchOrder } from './batch-job';
import { parseS3Uri, type S3Location } from './batch-storage';

const jobNamePattern = /^[a-zA-Z0-9]{1,63}(-*[a-zA-Z0-9+.-]){0,63}$/;
const rolePattern = /^arn:aws(-[^:]+)?:iam::([0-9]{12})?:role\/.+$/;
const defaultTimeoutHours = 24;

const inside = (value: unknown, name: string): Readonly<Record<string, unknown>> => {
  const inner = isRecord(value) ? value[name] : undefined;
  return isRecord(inner) ? inner : {};
};

const text = (source: Readonly<Record<string, unknown>>, name: string): string => {
  const value = source[name];
  if (typeof value === 'string' && value !== '') return value;
  throw validationError(
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must not be null`,
  );
};

const matching = (source: Readonly<Record<string, unknown>>, name: string, pattern: RegExp): string => {
  const value = text(source, name);
  if (value.length <= 2048 && pattern.test(value)) return value;
  throw validationError(
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern.source}`,
  );
};

const location = (uri: string): S3Location => {
  const found = parseS3Uri(uri);
  if (found === undefined) throw validationError(`The provided S3 URI is invalid: ${uri}`);
  return found;
};

/** Reads the body of CreateModelInvocationJob; throws Bedrock's ValidationException for what it refuses. */
export const parseBatchOrder = (body: unknown): BatchOrder => {
  if (!isRecord(body)) throw validationError('The request body must be an object.');
  const input = inside(body['inputDataConfig'], 's3InputDataConfig');
  const output = inside(body['outputDataConfig'], 's3OutputDataConfig');
  const inputUri = text(input, 's3Uri');
  const outputUri = text(output, 's3Uri');
  const hours = body['timeoutDurationInHours'] ?? defaultTimeoutHours;
  if (typeof hours !== 'number' || hours < 24 || hours > 168) {
    throw validationError('timeoutDurationInHours must be from 24 to 168.');
  }
  const token = body['clientRequestToken'];
  return {
    jobName: matching(body, 'jobName', jobNamePattern),
    modelId: text(body, 'modelId'),
    roleArn: matching(body, 'roleArn', rolePattern),
    clientRequestToken: typeof token === 'string' ? token : undefined,
    inputUri,
    input: location(inputUri),
    outputUri,
    output: location(outputUri),
    timeoutDurationInHours: hours,
  };
};
