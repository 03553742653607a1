import { createChat } from '../../../core/chat/create-chat';
import { createAnswerJob } from '../../../core/deferred/answer-job';
import { silentLogger } from '../../../core/observability/logger';
import { deriveSessionId } from '../../../core/sessions/derive-session-id';
import { setUpChat } from '../../support/chat-fixture';
import { createFrameRecorder } from '../../support/frame-recorder';
import { modelReply, unavailable } from '../../support/scripted-model';

const sessionId = deriveSessionId('guest:aiko', 'r1');

const job = {
  kind: 'answer',
  jobId: `answer:${sessionId}:r1`,
  requestedBy: 'chat',
  requestedAt: '2027-01-15T08:00:00.000Z',
  payload: {
    principalId: 'guest:aiko',
    sessionId,
    requestId: 'r1',
    message: '進撃の巨人みたいなダークな作品を教えてください',
    language: 'ja',
    modelPreference: 'auto',
    connectionId: 'c1',
  },
} as const;

/** A customer whose question was deferred because no region answered. */
const setUp = async () => {
  let available = false;
  const fakes = setUpChat({
    model: {
      invoke: async () => {
        if (!available) throw unavailable();
        return modelReply();
      },
    },
  });
  await fakes.failure(fakes.send());
  const reader = createFrameRecorder();
  const run = createAnswerJob({
    ...fakes.time,
    chat: createChat(fakes.ports),
    postFrame: reader.postFrame,
    logger: silentLogger,
  });
  return {
    ...fakes,
    reader,
    run: () => run(job, new AbortController().signal),
    recover: () => {
      available = true;
    },
  };
};

describe('a deferred answer', () => {
  test('is stored with its question and sent to the socket that asked', async () => {
    const { run, recover, reader, sessions } = await setUp();
    recover();
    expect(await run()).toEqual({ sessionId, requestId: 'r1', model: 'claude-sonnet-4-5', costUsd: 0.0033 });
    expect(sessions.sessions.get(sessionId)?.turns).toMatchObject([
      { turn: 1, answer: { reply: '「東京喰種」はいかがでしょうか。' } },
    ]);
    expect(reader.framesOf('c1')).toMatchObject([
      { type: 'start', sessionId },
      { type: 'delta', text: '「東京喰種」はいかがでしょうか。' },
      { type: 'end', requestId: 'r1' },
    ]);
  });

  test('of a job that comes twice is one answer', async () => {
    const { run, recover, model, spent } = await setUp();
    recover();
    const first = await run();
    expect(await run()).toEqual(first);
    expect(spent).toHaveLength(1);
    expect(model.calls).toHaveLength(2);
  });

  test('is done although its reader has gone', async () => {
    const { run, recover, reader } = await setUp();
    recover();
    reader.leave('c1');
    expect(await run()).toMatchObject({ requestId: 'r1' });
  });

  test('comes back to the queue while the models are still busy', async () => {
    const { run } = await setUp();
    await expect(run()).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE', retryable: true });
  });

  test('to a session that was cleared meanwhile is given up', async () => {
    const { run, recover, sessions } = await setUp();
    recover();
    sessions.sessions.delete(sessionId);
    await expect(run()).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND', retryable: false });
  });
});
