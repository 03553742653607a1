import { allows } from '../../../local/gateway/authorizer/allows';
import { createAuthorize } from '../../../local/gateway/authorizer/authorize';
import type { InvocationOutcome } from '../../../local/lambda-host/invocation';

const arn = (path: string): string => `arn:aws:execute-api:us-east-1:000000000000:api/local/${path}`;
const statement = (Effect: string, Resource: string | string[]) => ({
  Effect,
  Action: 'execute-api:Invoke',
  Resource,
});

test.each([
  ['the method itself', [statement('Allow', arn('POST/chat'))], true],
  ['a wildcard', [statement('Allow', arn('*'))], true],
  ['one of several resources', [statement('Allow', [arn('GET/x'), arn('POST/*')])], true],
  ['another method', [statement('Allow', arn('POST/guest'))], false],
  ['an Allow beside a Deny', [statement('Allow', arn('*')), statement('Deny', arn('POST/chat'))], false],
  ['nothing', [], false],
])('a policy with %s decides', (_what, statements, allowed) => {
  expect(allows(statements, arn('POST/chat'))).toBe(allowed);
});

const verdict = (Resource: string): InvocationOutcome => ({
  ok: true,
  payload: JSON.stringify({
    principalId: 'guest:1',
    policyDocument: { Version: '2012-10-17', Statement: [statement('Allow', Resource)] },
    context: { principalId: 'guest:1', expiresAt: 1800 },
  }),
});

const newAuthorize = (...outcomes: InvocationOutcome[]) => {
  const clock = { at: 0 };
  const calls: unknown[] = [];
  const authorize = createAuthorize({
    invoke: async (event) => {
      calls.push(event);
      return outcomes[Math.min(calls.length, outcomes.length) - 1] ?? { ok: true, payload: 'null' };
    },
    now: () => clock.at,
    cacheSeconds: 60,
    log: () => undefined,
  });
  return { clock, calls, authorize };
};

const unauthorized: InvocationOutcome = {
  ok: false,
  error: { errorType: 'Error', errorMessage: 'Unauthorized' },
};

test('the verdict on a token is kept for its time, with its context as strings', async () => {
  const { clock, calls, authorize } = newAuthorize(verdict(arn('*')));
  const first = await authorize({ methodArn: arn('POST/chat') }, 'Bearer t');
  clock.at = 59_999;
  expect(await authorize({ methodArn: arn('POST/chat') }, 'Bearer t')).toEqual(first);
  expect([first, calls.length]).toEqual([
    { ok: true, context: { principalId: 'guest:1', expiresAt: '1800' } },
    1,
  ]);
  clock.at = 60_000;
  await authorize({ methodArn: arn('POST/chat') }, 'Bearer t');
  expect(calls).toHaveLength(2);
});

test('a kept policy that names one method refuses another, as in API Gateway', async () => {
  const { authorize } = newAuthorize(verdict(arn('POST/chat')));
  await authorize({ methodArn: arn('POST/chat') }, 'Bearer t');
  expect(await authorize({ methodArn: arn('GET/other') }, 'Bearer t')).toEqual({
    ok: false,
    code: 'UNAUTHORIZED',
  });
});

test('a refusal is not kept: the next call is asked about again', async () => {
  const { calls, authorize } = newAuthorize(unauthorized, verdict(arn('*')));
  expect(await authorize({ methodArn: arn('POST/chat') }, 'Bearer t')).toEqual({
    ok: false,
    code: 'UNAUTHORIZED',
  });
  expect((await authorize({ methodArn: arn('POST/chat') }, 'Bearer t')).ok).toBe(true);
  expect(calls).toHaveLength(2);
});

test.each<[string, InvocationOutcome]>([
  ['that fails', { ok: false, error: { errorType: 'TypeError', errorMessage: 'broken' } }],
  ['whose answer is not a verdict', { ok: true, payload: '{"isAuthorized":true}' }],
])('an authorizer %s is our fault, not the caller’s', async (_what, outcome) => {
  const { authorize } = newAuthorize(outcome);
  expect(await authorize({ methodArn: arn('POST/chat') }, 'Bearer t')).toEqual({
    ok: false,
    code: 'INTERNAL',
  });
});
