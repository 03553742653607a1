import { deltaCoalesceMs, maxSocketFrameBytes, type SocketFrame } from '../../contracts/socket-frames';
import type { Now } from '../clock';
import { createDeltaWriter, type DeltaWriterDependencies } from './delta-writer';

/** The frames of one request to its reader, in order. */
export interface FrameWriter {
  /** Neither `start` nor `emit` waits. */
  start(sessionId: string): void;
  emit(text: string): void;
  /** Sends what is on its way, and then the last frame. Rejects when a frame did not get through. */
  finish(last: SocketFrame): Promise<void>;
  /** Leaves what is on its way, but for the frame that is being sent, and sends the last frame. */
  abandon(last: SocketFrame): Promise<void>;
}

/** Bytes of a delta frame beside its text. */
const deltaFrameOverhead = (requestId: string): number =>
  Buffer.byteLength(JSON.stringify({ type: 'delta', requestId, text: '' } satisfies SocketFrame));

/** `onFailure` is told once when a frame does not get through: the reader is gone, or the way is blocked. */
export const createFrameWriter = (dependencies: {
  readonly requestId: string;
  readonly post: (frame: SocketFrame) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
  readonly now: Now;
  readonly delay: DeltaWriterDependencies['delay'];
}): FrameWriter => {
  const { requestId, post, onFailure, now, delay } = dependencies;
  let started: Promise<void> = Promise.resolve();
  const deltas = createDeltaWriter({
    send: async (text) => {
      await started;
      await post({ type: 'delta', requestId, text });
    },
    onFailure,
    coalesceMs: deltaCoalesceMs,
    maxPieceBytes: maxSocketFrameBytes - deltaFrameOverhead(requestId),
    now,
    delay,
  });
  return {
    start: (sessionId) => {
      started = post({ type: 'start', requestId, sessionId });
      started.catch(onFailure);
    },
    emit: (text) => deltas.write(text),
    finish: async (last) => {
      await started;
      await deltas.finish();
      await post(last);
    },
    abandon: async (last) => {
      await Promise.allSettled([started, deltas.abandon()]);
      await post(last);
    },
  };
};
