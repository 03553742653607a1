import { type DeferredJob, deferredJobSchema } from '../../../contracts/deferred-job';
import { UnfitReplyError } from '../../../core/bedrock/ask-for-json';
import { ModelCallError } from '../../../core/bedrock/model-call-error';
import type { ReceivedMessage } from '../../../core/deferred/job-queue';
import { JobRefusedError } from '../../../core/deferred/job-refused-error';
import type { JobResult } from '../../../core/deferred/job-result';
import {
  createMessageProcessor,
  type HandleJob,
  type ParkedMessage,
} from '../../../core/deferred/process-message';
import { createValidator } from '../../../core/json-schema/create-validator';
import { silentLogger } from '../../../core/observability/logger';
import { ignoreMetrics } from '../../../core/observability/metrics-recorder';

const noonInJapan = Date.UTC(2026, 10, 24, 3);

const recommendation: DeferredJob = {
  kind: 'recommendation',
  jobId: 'recommendation:C1:2026-11-24',
  requestedBy: 'schedule',
  requestedAt: '2026-11-24T00:00:00Z',
  payload: { catalogId: 'C1', night: '2026-11-24' },
};

const message = (job: unknown, receiveCount = 1): ReceivedMessage => ({
  messageId: 'm1',
  receiptHandle: 'r1',
  body: typeof job === 'string' ? job : JSON.stringify(job),
  receiveCount,
});

const build = (
  handle: HandleJob,
  options: { window?: string; known?: JobResult; publish?: () => Promise<void> } = {},
) => {
  const log: string[] = [];
  const parked: ParkedMessage[] = [];
  const saved: JobResult[] = [];
  const process = createMessageProcessor({
    queue: {
      delete: async () => void log.push('delete'),
      setVisibility: async (_message, seconds) => void log.push(`visible in ${seconds}`),
      send: async (_body, delaySeconds) => void log.push(`send in ${delaySeconds}`),
    },
    validate: createValidator<DeferredJob>(deferredJobSchema, 'job'),
    handle: async (job, context) => {
      log.push('handle');
      return handle(job, context);
    },
    results: {
      find: async () => options.known,
      save: async (result) => {
        log.push('save');
        saved.push(result);
        return result;
      },
    },
    publish: async () => {
      await options.publish?.();
      log.push('publish');
    },
    park: async (entry) => {
      log.push('park');
      parked.push(entry);
    },
    notes: { note: async (jobId, reason) => void log.push(`note ${jobId}: ${reason}`) },
    maxReceiveCount: 5,
    bulkWindow: () => options.window ?? '',
    now: () => noonInJapan,
    random: () => 1,
    logger: silentLogger,
    record: ignoreMetrics,
  });
  return { log, parked, saved, process };
};

const never = new AbortController().signal;
const succeed: HandleJob = async () => ({ recommendations: [] });
const fail = (error: Error): HandleJob => {
  return async () => {
    throw error;
  };
};

describe('the fate of a deferred job', () => {
  test('it is deleted only after its result is stored and published', async () => {
    const { process, log } = build(succeed);
    expect(await process(message(recommendation), never)).toBe('done');
    expect(log).toEqual(['handle', 'save', 'publish', 'delete']);
  });

  test('a job that was done before is published again and costs nothing', async () => {
    const known: JobResult = {
      jobId: recommendation.jobId,
      kind: 'recommendation',
      status: 'done',
      at: 'then',
    };
    const { process, log } = build(succeed, { known });
    expect(await process(message(recommendation), never)).toBe('already-done');
    expect(log).toEqual(['save', 'publish', 'delete']);
  });

  test('a job that was parked before is tried again when it is requeued', async () => {
    const known: JobResult = {
      jobId: recommendation.jobId,
      kind: 'recommendation',
      status: 'parked',
      at: 'then',
    };
    const { process } = build(succeed, { known });
    expect(await process(message(recommendation), never)).toBe('done');
  });

  test.each([
    ['{"half', 'The body is not JSON.'],
    [JSON.stringify({ kind: 'dance' }), expect.any(String)],
  ])('a body that is no job is parked with what is wrong: %s', async (body, reason) => {
    const { process, log, parked } = build(succeed);
    expect(await process(message(body), never)).toBe('parked');
    expect(parked).toEqual([
      { jobId: expect.stringMatching(/^unreadable-/), kind: 'unknown', body, code: 'INVALID_JOB', reason },
    ]);
    expect(log).toEqual(['park', 'delete']);
  });

  test('a job that will never succeed is parked with its reason, and subscribers hear of it', async () => {
    const { process, log, parked, saved } = build(
      fail(new JobRefusedError('UNKNOWN_ITEM', 'C1 is not in the catalogue.')),
    );
    expect(await process(message(recommendation), never)).toBe('parked');
    expect(log).toEqual(['handle', 'park', 'save', 'publish', 'delete']);
    expect(parked[0]).toMatchObject({ code: 'UNKNOWN_ITEM', reason: 'C1 is not in the catalogue.' });
    expect(saved[0]).toMatchObject({ status: 'parked', reason: 'C1 is not in the catalogue.' });
  });

  test.each([
    [1, 5],
    [2, 10],
    [4, 40],
  ])(
    'a failure that may pass returns it to the queue, later each time: receive %i waits %i s',
    async (count, seconds) => {
      const { process, log } = build(fail(new Error('connection reset')));
      expect(await process(message(recommendation, count), never)).toBe('returned');
      expect(log).toEqual(['handle', `visible in ${seconds}`]);
    },
  );

  test('a job that will not fit keeps its own id when it is parked, whatever id its message has', async () => {
    const { process, parked } = build(succeed);
    await process(message({ ...recommendation, payload: {} }), never);
    expect(parked[0]?.jobId).toBe(recommendation.jobId);
  });

  test('at its last receive a failure leaves its reason for those who read the dead letters', async () => {
    const { process, log } = build(fail(new Error('connection reset')));
    expect(await process(message(recommendation, 5), never)).toBe('returned');
    expect(log).toEqual(['handle', `note ${recommendation.jobId}: Error: connection reset`, 'visible in 80']);
  });

  test('an outage of the model dead-letters nothing: at the last receive a copy takes the place of the message', async () => {
    const down = new ModelCallError('down', { kind: 'unavailable', fault: 'region', retryable: true });
    const { process, log } = build(fail(down));
    expect(await process(message(recommendation, 5), never)).toBe('returned');
    expect(log).toEqual(['handle', 'send in 80', 'delete']);
  });

  test('a model that may not be called is no fault of the job: it returns', async () => {
    const denied = new ModelCallError('denied', {
      kind: 'rejected',
      fault: 'configuration',
      retryable: false,
    });
    const { process } = build(fail(denied));
    expect(await process(message(recommendation), never)).toBe('returned');
  });

  test.each([
    [
      'MODEL_REJECTED',
      new ModelCallError('too long', { kind: 'rejected', fault: 'caller', retryable: false }),
    ],
    ['UNFIT_REPLY', new UnfitReplyError('it is not one whole JSON value', [])],
  ])(
    'what the model refuses or cannot answer is parked under the code that enrichment has: %s',
    async (code, error) => {
      const { process, parked } = build(fail(error));
      expect(await process(message(recommendation), never)).toBe('parked');
      expect(parked[0]?.code).toBe(code);
    },
  );

  test('what is handed back at its last receive goes as a copy: stopping dead-letters nothing', async () => {
    const stopping = new AbortController();
    const { process, log } = build(async () => {
      stopping.abort();
      throw new Error('aborted');
    });
    expect(await process(message(recommendation, 5), stopping.signal)).toBe('handed-back');
    expect(log).toEqual(['handle', 'send in 0', 'delete']);
  });

  test('a throttled model is given the time that it asks for', async () => {
    const throttled = new ModelCallError('throttled', {
      kind: 'unavailable',
      fault: 'model',
      retryable: true,
      retryAfterMs: 60_000,
    });
    const { process, log } = build(fail(throttled));
    await process(message(recommendation), never);
    expect(log).toEqual(['handle', 'visible in 60']);
  });

  test('a result that could not be published returns: it is stored, so that the next try costs nothing', async () => {
    const { process, log } = build(succeed, { publish: () => Promise.reject(new Error('SNS is down')) });
    expect(await process(message(recommendation), never)).toBe('returned');
    expect(log).toEqual(['handle', 'save', 'visible in 5']);
  });

  test('what is in flight when the consumer stops is handed back at once', async () => {
    const stopping = new AbortController();
    const { process, log } = build(async () => {
      stopping.abort();
      throw new Error('aborted');
    });
    expect(await process(message(recommendation), stopping.signal)).toBe('handed-back');
    expect(log).toEqual(['handle', 'visible in 0']);
  });

  test('outside the window bulk work waits as a copy, sent before the message goes, and no receive is used up', async () => {
    const { process, log } = build(succeed, { window: '01:00-06:00' });
    expect(await process(message(recommendation), never)).toBe('postponed');
    expect(log).toEqual(['send in 900', 'delete']);
  });

  test('urgent work passes outside the window', async () => {
    const { process } = build(succeed, { window: '01:00-06:00' });
    expect(await process(message({ ...recommendation, urgent: true }), never)).toBe('done');
  });
});
