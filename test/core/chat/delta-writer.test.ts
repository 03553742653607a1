import { createDeltaWriter, type DeltaWriterDependencies } from '../../../core/chat/delta-writer';

/** A clock whose `delay` ends when the test says so. */
const manualTime = () => {
  let time = 0;
  const sleepers: { at: number; wake: () => void }[] = [];
  return {
    now: () => time,
    delay: (ms: number, signal: AbortSignal) =>
      new Promise<void>((wake) => {
        sleepers.push({ at: time + ms, wake });
        signal.addEventListener('abort', () => wake());
      }),
    advance: async (ms: number) => {
      time += ms;
      for (const sleeper of sleepers.filter(({ at }) => at <= time)) sleeper.wake();
      await settle();
    },
  };
};

const settle = () => new Promise((resolve) => setImmediate(resolve));

const setUp = (overrides: Partial<DeltaWriterDependencies> = {}) => {
  const time = manualTime();
  const sent: string[] = [];
  const failures: unknown[] = [];
  const writer = createDeltaWriter({
    send: async (text) => {
      sent.push(text);
    },
    onFailure: (error) => failures.push(error),
    coalesceMs: { first: 40, step: 10, longest: 60 },
    maxPieceBytes: 1000,
    now: time.now,
    delay: time.delay,
    ...overrides,
  });
  return { writer, sent, failures, time };
};

describe('delta writer', () => {
  test('sends the first text at once', async () => {
    const { writer, sent } = setUp();
    writer.write('こん');
    await settle();
    expect(sent).toEqual(['こん']);
  });

  test('merges what arrives within the coalescing time into one frame', async () => {
    const { writer, sent, time } = setUp();
    writer.write('こん');
    writer.write('に');
    writer.write('ち');
    await time.advance(39);
    expect(sent).toEqual(['こん']);
    await time.advance(1);
    expect(sent).toEqual(['こん', 'にち']);
  });

  test('sends fewer frames the longer the answer becomes', async () => {
    const { writer, sent, time } = setUp();
    const sentAt: number[] = [];
    for (let ms = 0; ms < 320; ms += 10) {
      const before = sent.length;
      writer.write('字');
      await settle();
      if (sent.length > before) sentAt.push(ms);
      await time.advance(10);
      if (sent.length > before && sentAt.at(-1) !== ms) sentAt.push(ms + 10);
    }
    expect(sentAt).toEqual([0, 40, 90, 150, 210, 270]);
    await writer.finish();
    expect(sent.join('')).toBe('字'.repeat(32));
  });

  test('merges everything that arrives while a slow reader takes a frame', async () => {
    const takers: (() => void)[] = [];
    const sent: string[] = [];
    const { writer, time } = setUp({
      send: (text) => {
        sent.push(text);
        return new Promise((resolve) => takers.push(resolve));
      },
    });
    writer.write('一');
    for (const text of ['二', '三', '四']) {
      writer.write(text);
      await time.advance(100);
    }
    expect(sent).toEqual(['一']);
    takers[0]?.();
    await settle();
    expect(sent).toEqual(['一', '二三四']);
  });

  test('sends what is left without waiting when the answer is complete', async () => {
    const { writer, sent } = setUp();
    writer.write('一');
    writer.write('二');
    await writer.finish();
    expect(sent).toEqual(['一', '二']);
  });

  test('loses nothing that is written just when a run ends', async () => {
    const { writer, sent, time } = setUp();
    for (let index = 0; index < 50; index += 1) {
      writer.write(String(index % 10));
      if (index % 3 === 0) await Promise.resolve();
      if (index % 7 === 0) await time.advance(40);
    }
    await writer.finish();
    expect(sent.join('')).toBe('01234567890123456789012345678901234567890123456789');
  });

  test('cuts a long text into pieces between code points', async () => {
    const { writer, sent } = setUp({ maxPieceBytes: 10 });
    writer.write('漫画漫画😀😀');
    await writer.finish();
    expect(sent).toEqual(['漫画漫', '画😀', '😀']);
  });

  test('never sends half a character', async () => {
    const { writer, sent, time } = setUp();
    writer.write('a\ud83d');
    await settle();
    writer.write('\ude00');
    await time.advance(40);
    expect(sent).toEqual(['a', '😀']);
  });

  test('reports a reader that is gone once, and sends no more', async () => {
    const gone = new Error('gone');
    const { writer, failures, time } = setUp({ send: () => Promise.reject(gone) });
    writer.write('一');
    await time.advance(40);
    writer.write('二');
    await expect(writer.finish()).rejects.toBe(gone);
    expect(failures).toEqual([gone]);
  });
});
