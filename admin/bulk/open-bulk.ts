import { BedrockClient } from '@aws-sdk/client-bedrock';
import { S3Client } from '@aws-sdk/client-s3';
import { chooseProfile } from '../../contracts/inference-profile';
import type { RuntimeConfig } from '../../contracts/runtime-config';
import { resolveModel } from '../../core/bedrock/resolve-model';
import { bedrockBulkJobs } from '../../core/bulk-enrichment/bedrock-bulk-jobs';
import type { BulkJobs } from '../../core/bulk-enrichment/bulk-job';
import { minimumBulkRecords } from '../../core/bulk-enrichment/bulk-limits';
import { s3BulkStorage } from '../../core/bulk-enrichment/bulk-storage';
import type { CalledModel } from '../../core/bulk-enrichment/called-model';
import { createSubmitBulkJob, type SubmitBulkJob } from '../../core/bulk-enrichment/submit-bulk-job';
import { createTakeBack, type TakeBack } from '../../core/bulk-enrichment/take-back';
import type { Now } from '../../core/clock';
import { AdminError } from '../admin-error';
import { type Connection, clientSettings } from '../target/connect';
import { readConfiguration } from '../target/read-configuration';
import type { Target } from '../target/target';

export interface Bulk {
  readonly called: CalledModel;
  /** Items that the queue asks for in one call. */
  readonly itemsPerCall: number;
  /** The fewest items of a batch job. */
  readonly minimumRecords: number;
  readonly jobs: BulkJobs;
  readonly submit: SubmitBulkJob;
  readonly takeBack: TakeBack;
}

/** A list of jobs is worth more attempts than a chat's answer. */
const maxAttempts = 6;

const bedrockOf = (target: Target): BedrockClient =>
  new BedrockClient({ ...clientSettings(target, 'bedrockControl'), maxAttempts });

/** Works with an environment's batch jobs, and hangs up afterwards. */
export const withBulkJobs = async <T>(target: Target, work: (jobs: BulkJobs) => Promise<T>): Promise<T> => {
  const bedrock = bedrockOf(target);
  try {
    return await work(bedrockBulkJobs(bedrock));
  } finally {
    bedrock.destroy();
  }
};

/** The model of an environment's batch jobs in its region; an `AdminError` where it has none. */
const calledIn = (
  target: Target,
  config: RuntimeConfig,
): CalledModel & { readonly minimumRecords: number } => {
  const model = resolveModel(config, 'enrichment');
  const profile = chooseProfile(model, target.region, config.data_residency);
  if (profile.kind === 'refused') throw new AdminError('usage', `No batch job: ${profile.message}.`);
  const minimumRecords = minimumBulkRecords(model);
  if (minimumRecords === undefined)
    throw new AdminError('usage', `${model} has no batch inference: leave --bulk out.`);
  return { model, profileId: profile.id, minimumRecords };
};

/** Opens what making batch jobs takes, and hangs up afterwards. */
export const withBulk = async <T>(
  { target, catalog }: Connection,
  now: Now,
  work: (bulk: Bulk) => Promise<T>,
): Promise<T> => {
  const config = await readConfiguration(target);
  const { minimumRecords, ...called } = calledIn(target, config);
  const s3 = new S3Client(clientSettings(target, 's3'));
  try {
    return await withBulkJobs(target, (jobs) =>
      work({
        called,
        itemsPerCall: config.enrichment_items_per_call,
        minimumRecords,
        jobs,
        takeBack: createTakeBack(catalog, now),
        submit: createSubmitBulkJob({
          environment: target.environment,
          catalog,
          storage: s3BulkStorage(s3),
          jobs,
          called,
          minimumRecords,
          ...target.batch,
          now,
        }),
      }),
    );
  } finally {
    s3.destroy();
  }
};
