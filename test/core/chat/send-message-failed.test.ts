import { ModelCallError } from '../../../core/bedrock/model-call-error';
import { deriveSessionId } from '../../../core/sessions/derive-session-id';
import { setUpChat as setUp } from '../../support/chat-fixture';
import type { chatPorts } from '../../support/chat-ports';
import { modelReply, unavailable } from '../../support/scripted-model';

async function* streamFails(failure: Error): AsyncGenerator<never> {
  yield await Promise.reject(failure);
}

describe('a failure of the model', () => {
  test.each([
    ['no region answers', unavailable(), 'MODEL_UNAVAILABLE', 5],
    ['every region is throttled', unavailable('ThrottlingException'), 'OVERLOADED', 5],
    [
      'the time is up',
      new ModelCallError('late', { kind: 'deadline', fault: 'region', retryable: true }),
      'DEADLINE_EXCEEDED',
      undefined,
    ],
  ])('is told apart and may be retried: %s', async (_, error, code, retryAfterSeconds) => {
    const { send, failure, sessions } = setUp({ model: { invoke: () => Promise.reject(error) } });
    expect(await failure(send())).toMatchObject({ code, retryable: true, retryAfterSeconds });
    expect([...sessions.sessions.values()][0]?.holder).toBeUndefined();
  });

  test('that is the request’s own fault is not worth a retry', async () => {
    const rejected = new ModelCallError('no', { kind: 'rejected', fault: 'caller', retryable: false });
    const { send, failure } = setUp({ model: { invoke: () => Promise.reject(rejected) } });
    expect(await failure(send())).toMatchObject({ code: 'MODEL_FAILED', retryable: false });
  });

  test('at the end of another’s time does not end the time of one who came later', async () => {
    let calls = 0;
    const { send, time, failure } = setUp({
      model: {
        invoke: async (_, { deadline }) => {
          calls += 1;
          if (calls > 1) return modelReply();
          await time.delay(deadline - time.now());
          throw new ModelCallError('late', { kind: 'deadline', fault: 'region', retryable: true });
        },
      },
    });
    const first = failure(send({ principalId: 'guest:1' }));
    await time.advance(1_000);
    const second = send({ principalId: 'guest:2' });
    await time.advance(2_500);
    expect(await first).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(await second).toMatchObject({ reply: '「東京喰種」はいかがでしょうか。' });
  });
});

describe('a question that may wait', () => {
  const waiting = { notifyWhenBusy: true, connectionId: 'c1' } as const;

  const setUpQueue = (model: Parameters<typeof chatPorts>[0] = {}) => {
    const queued: unknown[] = [];
    const deferAnswer = async (payload: unknown) => {
      queued.push(payload);
      return 'job-1';
    };
    return { ...setUp({ ...model, overrides: { deferAnswer } }), queued };
  };

  test('is queued when the models have too much to do, and its session waits for nobody', async () => {
    const { stream, queued, sessions } = setUpQueue({ model: { stream: () => streamFails(unavailable()) } });
    const { outcome } = stream(waiting);
    expect(await outcome).toEqual({
      requestId: 'r1',
      sessionId: deriveSessionId('guest:aiko', 'r1'),
      deferred: true,
      jobId: 'job-1',
    });
    expect(queued).toEqual([
      {
        principalId: 'guest:aiko',
        sessionId: deriveSessionId('guest:aiko', 'r1'),
        requestId: 'r1',
        message: '進撃の巨人みたいなダークな作品を教えてください',
        language: 'ja',
        modelPreference: 'auto',
        connectionId: 'c1',
      },
    ]);
    expect([...sessions.sessions.values()][0]?.holder).toBeUndefined();
  });

  test('is queued without asking the model when the task is full', async () => {
    const { stream, model, queued } = setUpQueue();
    await stream({ ...waiting, busy: true }).outcome;
    expect(model.calls).toEqual([]);
    expect(queued).toHaveLength(1);
  });

  test('is told when to come again when the task is full and it cannot be queued', async () => {
    const { failure, stream } = setUp({
      overrides: { deferAnswer: () => Promise.reject(new Error('SQS')) },
    });
    expect(await failure(stream({ ...waiting, busy: true }).outcome)).toMatchObject({
      code: 'OVERLOADED',
      retryAfterSeconds: 2,
    });
  });

  test('gets the apology of the failure when it cannot be queued, or did not agree to wait', async () => {
    const model = { model: { stream: () => streamFails(unavailable()) } };
    const refusing = setUp({ ...model, overrides: { deferAnswer: () => Promise.reject(new Error('SQS')) } });
    expect(await refusing.failure(refusing.stream(waiting).outcome)).toMatchObject({
      code: 'MODEL_UNAVAILABLE',
    });
    const { stream, failure, queued } = setUpQueue(model);
    expect(await failure(stream().outcome)).toMatchObject({ code: 'MODEL_UNAVAILABLE' });
    expect(queued).toEqual([]);
  });

  test('is not queued for a failure that waiting does not mend', async () => {
    const broken = new ModelCallError('cut', { kind: 'broken-stream', fault: 'model', retryable: true });
    const { stream, failure, queued } = setUpQueue({ model: { stream: () => streamFails(broken) } });
    expect(await failure(stream(waiting).outcome)).toMatchObject({ code: 'MODEL_FAILED' });
    expect(queued).toEqual([]);
  });
});
