import { processPartialResponse, SqsFifoPartialProcessorAsync } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Now } from '../../core/clock';
import { businessId } from '../../core/enrichment/business-id';
import type { EnrichItem } from '../../core/enrichment/enrich-item';
import type { FailureNotes } from '../../core/enrichment/failure-notes';
import { isSystemFailure } from '../../core/enrichment/is-system-failure';
import type { JobFate } from '../../core/enrichment/job-fate';
import { NotStartedError } from '../../core/enrichment/not-started-error';
import type { Logger } from '../../core/observability/logger';
import type { RecordMetric } from '../../core/observability/metrics-recorder';
import { groupRecords } from './group-records';
import { returnDelaySeconds } from './return-delay';
import type { ReturnedMessages } from './returned-messages';

export interface EnrichmentConsumerDependencies {
  readonly enrich: EnrichItem;
  readonly returned: ReturnedMessages;
  readonly notes: Pick<FailureNotes, 'note'>;
  readonly logger: Logger;
  readonly metric: RecordMetric;
  readonly now: Now;
  readonly random: () => number;
  /** Of the queue's policy. */
  readonly maxReceiveCount: number;
}

/** What a record needs to be worth starting, milliseconds: a model call and the writes after it. */
const recordNeedsMs = 20_000;
/** Kept at the end of a run for handing back what is left, milliseconds. */
const reserveMs = 5_000;

const receivesOf = (record: SQSRecord): number => Number(record.attributes.ApproximateReceiveCount);

const retryAfterOf = (error: unknown): number | undefined =>
  error instanceof Error && 'retryAfterMs' in error && typeof error.retryAfterMs === 'number'
    ? error.retryAfterMs
    : undefined;

const idsOf = (record: SQSRecord) => ({
  messageId: record.messageId,
  group: record.attributes.MessageGroupId,
  receives: receivesOf(record),
});

/**
 * A batch of the FIFO queue. Titles run side by side, the edits of one title in their order: after a failure the later
 * ones of its group go back unseen. What will never succeed is parked by `enrich` and acknowledged. What failed for
 * reasons of the system goes back with a delay; at its last receive a fresh copy takes its place instead, so that
 * an overload fills no dead-letter queue.
 */
export const createEnrichmentConsumer = (dependencies: EnrichmentConsumerDependencies) => {
  const { enrich, returned, notes, logger, metric, now, random, maxReceiveCount } = dependencies;

  const report = (record: SQSRecord, fate: JobFate): void => {
    logger.info('Job done', { ...idsOf(record), ...fate });
    if (fate.kind === 'enriched') metric('itemsEnriched', 1);
    if (fate.kind === 'parked') metric('jobsParked', 1, { kind: 'enrichment' });
  };

  /** The next step of this message is the dead-letter queue, and SQS will not say why. */
  const leaveNote = async (record: SQSRecord, error: unknown): Promise<void> => {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    await notes.note(businessId(record.body), reason).catch((cause: unknown) => {
      logger.error('A reason could not be noted', { ...idsOf(record), cause });
    });
  };

  return async (
    event: SQSEvent,
    context: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<SQSBatchResponse> => {
    const failures = new Map<string, unknown>();

    const processRecord = async (record: SQSRecord): Promise<void> => {
      const remainingMs = context.getRemainingTimeInMillis();
      try {
        if (remainingMs < recordNeedsMs) throw new NotStartedError('The time of this run is up.');
        report(record, await enrich(record.body, { deadline: now() + remainingMs - reserveMs }));
      } catch (error) {
        if (isSystemFailure(error) && receivesOf(record) >= maxReceiveCount) {
          await returned.renew(record);
          logger.warn('Job renewed at its last receive', { ...idsOf(record), error });
          return;
        }
        failures.set(record.messageId, error);
        if (receivesOf(record) >= maxReceiveCount) await leaveNote(record, error);
        throw error;
      }
    };

    const giveBack = async (records: readonly SQSRecord[]): Promise<void> => {
      const [first] = records;
      if (!first) return;
      const error = failures.get(first.messageId);
      const delaySeconds = returnDelaySeconds(receivesOf(first), retryAfterOf(error), random);
      logger.warn('Jobs returned', { ...idsOf(first), count: records.length, delaySeconds, error });
      metric('jobsReturned', records.length, { kind: 'enrichment' });
      // Without the delay they come back all the same, after the queue's visibility timeout.
      await returned.delay(records, delaySeconds).catch((cause: unknown) => {
        logger.error('A delay could not be set: the visibility timeout applies', { ...idsOf(first), cause });
      });
    };

    const processGroup = async (records: readonly SQSRecord[]): Promise<SQSBatchResponse> => {
      const { batchItemFailures } = await processPartialResponse(
        { Records: [...records] },
        processRecord,
        new SqsFifoPartialProcessorAsync(),
        { skipGroupOnError: true, throwOnFullBatchFailure: false },
      );
      const failedIds = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      const renewedIds = new Set<string>();
      for (const record of records.filter(({ messageId }) => failedIds.has(messageId))) {
        // Not tried, because an earlier edit failed: that one's failure is not to dead-letter it.
        if (failures.has(record.messageId) || receivesOf(record) < maxReceiveCount) continue;
        try {
          await returned.renew(record);
          renewedIds.add(record.messageId);
        } catch (cause) {
          logger.error('An untried job could not be renewed', { ...idsOf(record), cause });
        }
      }
      const isReturned = (id: string): boolean => failedIds.has(id) && !renewedIds.has(id);
      await giveBack(records.filter(({ messageId }) => isReturned(messageId)));
      return {
        batchItemFailures: batchItemFailures.filter(({ itemIdentifier }) => isReturned(itemIdentifier)),
      };
    };

    const responses = await Promise.all(groupRecords(event.Records).map(processGroup));
    return { batchItemFailures: responses.flatMap(({ batchItemFailures }) => batchItemFailures) };
  };
};
