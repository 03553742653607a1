import type { HistoryReply, HistoryTurn } from '../../contracts/chat-reply';
import { type HistoryFrame, maxSocketFrameBytes } from '../../contracts/socket-frames';
import { splitFrameText } from './split-frame-text';

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

const beginning = (text: string, maxBytes: number): string => splitFrameText(text, maxBytes)[0] ?? '';

/** Cuts the texts of a turn that does not fit by itself. */
const cutTurn = (turn: HistoryTurn, maxBytes: number): HistoryTurn => {
  const { message, reply, ...rest } = turn;
  const textBytes = Math.floor((maxBytes - bytesOf(rest) - 64) / 2);
  return {
    ...rest,
    message: beginning(message, textBytes),
    ...(reply !== undefined && { reply: beginning(reply, textBytes) }),
    cut: true,
  };
};

/**
 * A page of history in one frame: the newest turns that fit into `maxSocketFrameBytes`, and `before` for the others.
 * A turn that does not fit by itself is cut, and says so.
 */
export const historyFrame = (page: HistoryReply): HistoryFrame => {
  const { requestId, sessionId, turns, before } = page;
  const frame = (kept: readonly HistoryTurn[]): HistoryFrame => {
    const left = kept.length < turns.length ? kept[0]?.turn.toString() : before;
    return {
      type: 'history',
      requestId,
      sessionId,
      turns: kept,
      ...(left !== undefined && { before: left }),
    };
  };
  const room = maxSocketFrameBytes - bytesOf(frame([])) - 32;
  const kept: HistoryTurn[] = [];
  let used = 0;
  for (const turn of [...turns].reverse()) {
    const fits = kept.length > 0 || bytesOf(turn) <= room ? turn : cutTurn(turn, room);
    used += bytesOf(fits) + 1;
    if (used > room + 1) break;
    kept.unshift(fits);
  }
  return frame(kept);
};
