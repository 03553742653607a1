import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LocalSystem, localSystemFile, localSystemSchema } from '../../contracts/local-system';
import { createValidator } from '../../core/json-schema/create-validator';
import { AdminError } from '../admin-error';
import type { Target } from './target';

const validate = createValidator<LocalSystem>(localSystemSchema, localSystemFile);

const notRunning = (detail: string, cause?: unknown): AdminError =>
  new AdminError('unreachable', `The local system is not running (${detail}). Start it: npm run local`, {
    cause,
  });

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const parse = (text: string): LocalSystem => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw notRunning(`${localSystemFile} is not readable`, cause);
  }
  const result = validate(value);
  if (result.ok) return result.value;
  throw notRunning(`${localSystemFile}: ${result.details[0]?.field} ${result.details[0]?.problem}`);
};

/** The stand-in wants a role, and does not take it. */
const localBatchRole = 'arn:aws:iam::000000000000:role/manga-assist-local-batch-inference';

/** Finds the running local system by the file that it writes, whatever its ports. `root` is the project's folder. */
export const findLocalTarget = async (root: string): Promise<Target> => {
  const text = await readFile(join(root, localSystemFile), 'utf8').catch((cause: unknown) => {
    throw notRunning(`there is no ${localSystemFile}`, cause);
  });
  const system = parse(text);
  if (!isRunning(system.pid)) throw notRunning(`process ${system.pid} has ended`);
  const { dynamodb, sqs, sns, s3, bedrockControl, lambda, search, redis } = system.endpoints;
  return {
    environment: 'local',
    region: system.region,
    queues: system.queues,
    topics: system.topics,
    searchEndpoint: search,
    uploadsBucket: system.buckets.uploads,
    batch: { bucket: system.buckets.batch ?? system.buckets.uploads, roleArn: localBatchRole },
    ...(system.configuration !== undefined && { configurationFile: system.configuration }),
    gateway: system.gateway,
    dailyEnrichmentFunction: 'daily-enrichment',
    nightlyRecommendationsFunction: 'nightly-recommendations',
    batchCompletedFunction: 'batch-completed',
    ...(redis !== undefined && { cacheUrl: redis }),
    endpoints: { dynamodb, sqs, sns, s3, bedrockControl, lambda },
  };
};
