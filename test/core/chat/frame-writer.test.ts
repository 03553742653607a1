import type { SocketFrame } from '../../../contracts/socket-frames';
import { createFrameWriter } from '../../../core/chat/frame-writer';
import { ConnectionGoneError } from '../../../core/connections/post-frame';
import { createFakeTime } from '../../support/fake-time';

const setUp = (post?: (frame: SocketFrame) => Promise<void>) => {
  const time = createFakeTime();
  const frames: SocketFrame[] = [];
  const failures: unknown[] = [];
  const writer = createFrameWriter({
    requestId: 'r1',
    post: async (frame) => {
      await post?.(frame);
      frames.push(frame);
    },
    onFailure: (error) => failures.push(error),
    now: time.now,
    delay: time.delay,
  });
  return { writer, frames, failures, time };
};

const last: SocketFrame = { type: 'cleared', requestId: 'r1', sessionId: 's1' };

describe('the frames of a request', () => {
  test('arrive in order, however slow the first one is', async () => {
    const { time } = setUp();
    const slow = setUp((frame) => (frame.type === 'start' ? time.delay(100) : Promise.resolve()));
    slow.writer.start('s1');
    slow.writer.emit('漫');
    slow.writer.emit('画');
    const finished = slow.writer.finish(last);
    await time.advance(100);
    await finished;
    expect(slow.frames.map(({ type }) => type)).toEqual(['start', 'delta', 'delta', 'cleared']);
    expect(slow.frames.flatMap((frame) => (frame.type === 'delta' ? [frame.text] : [])).join('')).toBe(
      '漫画',
    );
  });

  test('are each smaller than allowed', async () => {
    const { writer, frames } = setUp();
    writer.start('s1');
    writer.emit('"\n漫画😀'.repeat(10_000));
    await writer.finish(last);
    const sizes = frames.map((frame) => Buffer.byteLength(JSON.stringify(frame)));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(16 * 1024);
    expect(frames.length).toBeGreaterThan(10);
  });

  test('to a reader that is gone stop at once', async () => {
    const gone = new ConnectionGoneError();
    const { writer, failures, time } = setUp(() => Promise.reject(gone));
    writer.start('s1');
    await time.settle();
    expect(failures).toEqual([gone]);
    await expect(writer.finish(last)).rejects.toBe(gone);
  });

  test('that are abandoned leave what is on its way, and end with the last one', async () => {
    const { writer, frames } = setUp();
    writer.start('s1');
    writer.emit('一');
    writer.emit('二');
    await writer.abandon(last);
    expect(frames.at(-1)).toEqual(last);
    expect(frames.filter(({ type }) => type === 'delta').length).toBeLessThanOrEqual(1);
  });
});
