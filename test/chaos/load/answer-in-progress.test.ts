import { AnswerInProgress } from '../../../chaos/load/answer-in-progress';

const sessionId = '5f0c4a52-5d0a-4c38-9d0f-0d9a7c1f2b11';
const start = { type: 'start', requestId: 'r', sessionId } as const;
const delta = (text: string) => ({ type: 'delta', requestId: 'r', text }) as const;
const end = {
  type: 'end',
  requestId: 'r',
  sessionId,
  model: 'm',
  cached: false,
  usage: { inputTokens: 1, outputTokens: 1 },
  costUsd: 0,
  sources: [],
  routingReason: 'default',
  degraded: [],
} as const;
const error = { type: 'error', requestId: 'r', code: 'MODEL_FAILED', message: '', retryable: true } as const;

const take = (...frames: Parameters<AnswerInProgress['take']>[0][]) => {
  const answer = new AnswerInProgress();
  return frames.map((frame) => answer.take(frame)).at(-1);
};

describe('the frames of one answer', () => {
  it('add up to the answer', () => {
    expect(take(start, delta('漫'), delta('画'), end)).toEqual({
      kind: 'answered',
      reply: '漫画',
      sessionId,
      cached: false,
      degraded: [],
    });
  });

  it('end with an error at any point', () => {
    expect(take(start, delta('漫'), error)).toMatchObject({ kind: 'refused', code: 'MODEL_FAILED' });
    expect(take(error)).toMatchObject({ kind: 'refused' });
  });

  it.each([
    ['a second start', take(start, start)],
    ['a delta before start', take(delta('漫'))],
    ['an end of another session', take(end)],
    ['a pong', take({ type: 'pong', requestId: 'r' })],
    ['an error that may not be repeated, and says so', take({ ...error, retryable: false })],
  ])('are undocumented: %s', (_, outcome) => {
    expect(outcome).toMatchObject({ kind: 'undocumented' });
  });
});
