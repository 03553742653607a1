import { batchOutcome } from '../../../local/queue-poller/batch-outcome';

const ids = ['m1', 'm2', 'm3'];
const answered = (payload: string) => batchOutcome({ ok: true, payload }, ids);

describe('a function that answers', () => {
  test.each(['null', '{}', '{"batchItemFailures":[]}', '{"batchItemFailures":null}', '""'])(
    '%s has processed the whole batch',
    (payload) => {
      expect(answered(payload)).toEqual({ kind: 'processed', deleted: ids });
    },
  );

  test('with failed messages has processed the others', () => {
    expect(answered('{"batchItemFailures":[{"itemIdentifier":"m2"},{"itemIdentifier":"m3"}]}')).toEqual({
      kind: 'processed',
      deleted: ['m1'],
    });
  });

  test.each([
    '{"batchItemFailures":[{"itemIdentifier":"of another batch"}]}',
    '{"batchItemFailures":[{"itemIdentifier":""}]}',
    '{"batchItemFailures":[{"itemIdentifier":null}]}',
    '{"batchItemFailures":[{"messageId":"m1"}]}',
    '{"batchItemFailures":["m1"]}',
    '{"batchItemFailures":"m1"}',
    '"done"',
    'not JSON',
  ])('%s has failed on the whole batch', (payload) => {
    expect(answered(payload).kind).toBe('failed');
  });
});

test('a function that fails gives its error as the reason', () => {
  const outcome = batchOutcome(
    { ok: false, error: { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out' } },
    ids,
  );
  expect(outcome).toEqual({ kind: 'failed', reason: 'Sandbox.Timedout: Task timed out' });
});
