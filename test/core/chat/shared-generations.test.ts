import { createSharedGenerations } from '../../../core/chat/shared-generations';

const gone = new Error('the reader has gone');

const reader = (signal: AbortSignal) => ({ emit: () => undefined, signal });

test('a reader that has gone already starts no generation', async () => {
  const shared = createSharedGenerations<string>();
  const generate = jest.fn(async () => 'text');
  await expect(shared.join('key', reader(AbortSignal.abort(gone)), generate)).rejects.toBe(gone);
  expect(generate).not.toHaveBeenCalled();
});

test('a generation that fails when its last reader has gone troubles nobody', async () => {
  const shared = createSharedGenerations<string>();
  const unhandled = jest.fn();
  process.on('unhandledRejection', unhandled);
  try {
    const leaving = new AbortController();
    const joined = shared.join(
      'key',
      reader(leaving.signal),
      (_emit, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => setImmediate(reject, new Error('stopped')));
        }),
    );
    leaving.abort(gone);
    await expect(joined).rejects.toBe(gone);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(unhandled).not.toHaveBeenCalled();
  } finally {
    process.off('unhandledRejection', unhandled);
  }
});
