import { readError, readRestReply } from '../../../chaos/clients/read-rest-reply';

const reply = {
  requestId: 'r-1',
  sessionId: '5f0c4a52-5d0a-4c38-9d0f-0d9a7c1f2b11',
  reply: 'はい',
  model: 'claude-haiku-4-5',
  cached: false,
  usage: { inputTokens: 1, outputTokens: 1 },
  costUsd: 0,
  sources: [],
  routingReason: 'default',
  degraded: [],
};
const error = { code: 'OVERLOADED', message: 'busy', retryable: true, requestId: 'r-1' };
const read = (status: number, body: unknown, retryAfter: string | null = null) =>
  readRestReply(
    { status, retryAfter, gatewayId: 'g-1', text: typeof body === 'string' ? body : JSON.stringify(body) },
    'r-1',
  );
const { sessionId } = reply;
const deferred = { requestId: 'r-1', sessionId, deferred: true, jobId: 'answer:1' };

describe('a REST reply as the load reads it', () => {
  it('is an answer, and says what it lacks', () => {
    expect(read(200, reply)).toMatchObject({ kind: 'answered', reply: 'はい', degraded: [] });
    expect(read(200, { ...reply, degraded: ['session-not-stored'] })).toMatchObject({
      degraded: ['session-not-stored'],
    });
  });

  it('is an error of the documented shape', () => {
    expect(read(503, error)).toEqual({ kind: 'refused', code: 'OVERLOADED', retryable: true });
    expect(read(503, { ...error, retryAfterSeconds: 2 }, '2')).toMatchObject({ retryAfterSeconds: 2 });
  });

  it('is an error of the gateway, with the number that the gateway gave it', () => {
    expect(read(503, { ...error, requestId: 'g-1' })).toMatchObject({ kind: 'refused' });
  });

  it('is the promise of an answer', () => {
    expect(read(202, deferred)).toEqual({ kind: 'deferred', sessionId });
  });

  it.each<[string, number, unknown, string | null]>([
    ['text that is not JSON', 502, 'Bad Gateway', null],
    ['a status that is not that of the code', 500, error, null],
    ['a code that is not documented', 503, { ...error, code: 'OOPS' }, null],
    ['a wait in the body alone', 503, { ...error, retryAfterSeconds: 2 }, null],
    ['a field that nobody described', 503, { ...error, stack: 'at …' }, null],
    ['429 without a wait', 429, { ...error, code: 'RATE_LIMITED' }, null],
    ["another request's error", 503, { ...error, requestId: 'r-2' }, null],
    ["nobody's error", 503, { ...error, requestId: undefined }, null],
    ["another request's promise", 202, { ...deferred, requestId: 'r-2' }, null],
    ['the answer to another request', 200, { ...reply, requestId: 'r-2' }, null],
    ['an answer without its session', 200, { ...reply, sessionId: undefined }, null],
  ])('is undocumented: %s', (_, status, body, retryAfter) => {
    expect(read(status, body, retryAfter)).toMatchObject({ kind: 'undocumented' });
  });
});

describe('the answer to a handshake that is refused', () => {
  const handshake = (body: unknown) =>
    readError({ status: 503, retryAfter: null, gatewayId: 'g-1', text: JSON.stringify(body) });

  it("is an error of the documented shape, with the gateway's number", () => {
    expect(handshake({ ...error, requestId: 'g-1' })).toMatchObject({ kind: 'refused', code: 'OVERLOADED' });
  });

  it.each([
    ['nothing', ''],
    ["API Gateway's own words", { message: 'Internal server error' }],
    ['an error of another request', error],
  ])('is undocumented: %s', (_, body) => {
    expect(handshake(body)).toMatchObject({ kind: 'undocumented' });
  });
});
