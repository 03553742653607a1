import { socketTimeoutsMs } from '../../contracts/api-routes';

/** Finding the turn, in milliseconds; longer than this is waiting for an earlier message of the session, and not charged. */
const chargedTurnMs = 300;

/** For the last frames of a socket answer, in milliseconds. */
const lastFramesMs = 1_000;

/** A deferred answer, from its beginning, in milliseconds: within one visibility timeout of the deferred queue. */
const deferredMs = { turn: 20_000, total: 45_000, end: 55_000 } as const;

/** When what has to be done for one message. Times are epoch milliseconds. */
export interface AnswerTiming {
  readonly receivedAt: number;
  /** Until when its turn may be waited for. */
  readonly turnDeadline: number;
  /** When everything ends, finished or not. */
  readonly end: number;
  /** What the stages share, in milliseconds: see `create-deadline.ts`. */
  readonly totalMs: number;
  /** For a turn that came at `openedAt`: from when the stages' time counts, and until when the answer may be stored. */
  afterTurn(openedAt: number): { readonly countsFrom: number; readonly storeDeadline: number };
}

const countsFrom = (receivedAt: number, openedAt: number): number =>
  receivedAt + Math.max(0, openedAt - receivedAt - chargedTurnMs);

/** The whole answer in `syncTimeoutMs`, not counting the wait for an earlier message of the session (as long again at most). */
export const restTiming = (receivedAt: number, syncTimeoutMs: number): AnswerTiming => ({
  receivedAt,
  turnDeadline: receivedAt + syncTimeoutMs,
  end: receivedAt + 2 * syncTimeoutMs,
  totalMs: syncTimeoutMs,
  afterTurn: (openedAt) => {
    const from = countsFrom(receivedAt, openedAt);
    return { countsFrom: from, storeDeadline: from + syncTimeoutMs };
  },
});

/** The first token in `syncTimeoutMs` once the turn has come, and the last frame before the socket bridge gives up. */
export const socketTiming = (receivedAt: number, syncTimeoutMs: number): AnswerTiming => {
  const end = receivedAt + socketTimeoutsMs.answer - lastFramesMs;
  return {
    receivedAt,
    turnDeadline: Math.max(receivedAt + syncTimeoutMs, end - 2 * syncTimeoutMs),
    end,
    totalMs: syncTimeoutMs,
    afterTurn: (openedAt) => ({ countsFrom: countsFrom(receivedAt, openedAt), storeDeadline: end }),
  };
};

/** Nobody waits for a deferred answer: it has the time that the model takes. */
export const deferredTiming = (receivedAt: number): AnswerTiming => ({
  receivedAt,
  turnDeadline: receivedAt + deferredMs.turn,
  end: receivedAt + deferredMs.end,
  totalMs: deferredMs.total,
  afterTurn: () => ({ countsFrom: receivedAt, storeDeadline: receivedAt + deferredMs.end }),
});
