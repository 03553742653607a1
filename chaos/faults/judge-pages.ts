import type { SocketFrame } from '../../contracts/socket-frames';
import { parseFrame } from '../clients/parse-frame';
import type { Findings } from './fault';

/** What a reader asked for, and what came of it. */
export interface PagesRead {
  /** Of the pages that were asked for. */
  readonly requestIds: readonly string[];
  readonly sessionId: string;
  /** The only message of the session. */
  readonly message: { readonly requestId: string; readonly text: string };
  readonly frames: readonly string[];
  /** The reader's connection was broken: what had not come by then does not come. */
  readonly cutOff: boolean;
}

const isOwn = (frame: SocketFrame, { sessionId, message }: PagesRead): boolean => {
  if (frame.type === 'error') return true;
  if (frame.type !== 'history' || frame.sessionId !== sessionId) return false;
  const [turn, ...others] = frame.turns;
  return (
    turn !== undefined &&
    others.length === 0 &&
    turn.requestId === message.requestId &&
    (turn.cut === true ? message.text.startsWith(turn.message) : message.text === turn.message)
  );
};

/** Each page that was asked for comes once, or an error in its place, and is that of the reader's own session. */
export const judgePages = (read: PagesRead): Findings => {
  const frames = read.frames.map(parseFrame);
  const timesOf = (id: string): number => frames.filter(({ requestId }) => requestId === id).length;
  const says = (what: string, count: number): Findings =>
    count === 0 ? [] : [`a slow reader ${what} ${count} times`];
  return [
    ...says('missed a page', read.cutOff ? 0 : read.requestIds.filter((id) => timesOf(id) === 0).length),
    ...says('got a page again', read.requestIds.filter((id) => timesOf(id) > 1).length),
    ...says(
      'got what it had not asked for',
      frames.filter(({ requestId }) => requestId === undefined || !read.requestIds.includes(requestId))
        .length,
    ),
    ...says('got a page that is not its own', frames.filter((frame) => !isOwn(frame, read)).length),
  ];
};
