import { ModelCallError } from '../../../core/bedrock/model-call-error';
import { withPatience } from '../../../core/enrichment/with-patience';
import { fakePatience } from '../../support/patience';

const throttled = (retryAfterMs?: number): ModelCallError =>
  new ModelCallError('throttled', {
    kind: 'unavailable',
    fault: 'model',
    retryable: true,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

const failing = (times: number, error: Error) => {
  let left = times;
  return async (): Promise<string> => {
    if (left > 0) {
      left -= 1;
      throw error;
    }
    return 'answer';
  };
};

describe('the patience of a background caller', () => {
  test('a throttled call is made again after pauses that grow to half a minute', async () => {
    const patience = fakePatience();
    expect(await withPatience(failing(7, throttled()), 1_000_000, patience)).toBe('answer');
    expect(patience.pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  test('one throttled call does not wait until its region is trusted again: a share of the calls gets through', async () => {
    const patience = fakePatience();
    await withPatience(failing(2, throttled(60_000)), 115_000, patience);
    expect(patience.pauses).toEqual([1000, 2000]);
  });

  test('it waits no longer than until the region is expected to answer', async () => {
    const patience = fakePatience();
    await withPatience(failing(3, throttled(1500)), 115_000, patience);
    expect(patience.pauses).toEqual([1000, 1500, 1500]);
  });

  test('it gives up while there is time to hand the job back', async () => {
    const patience = fakePatience();
    await expect(withPatience(failing(9, throttled()), 20_000, patience)).rejects.toThrow('throttled');
    expect(patience.now()).toBeLessThanOrEqual(15_000);
  });

  test.each([
    [
      'what the model refuses',
      new ModelCallError('no', { kind: 'rejected', fault: 'caller', retryable: false }),
    ],
    [
      'what its caller has left',
      new ModelCallError('gone', { kind: 'aborted', fault: 'caller', retryable: true }),
    ],
    ['what is no call of a model', new Error('DynamoDB is down')],
  ])('%s is not tried again', async (_what, error) => {
    const patience = fakePatience();
    await expect(withPatience(failing(1, error), 1_000_000, patience)).rejects.toBe(error);
    expect(patience.pauses).toEqual([]);
  });
});
