import { socketTimeoutsMs } from '../../contracts/api-routes';

/** What the chat does in time, in milliseconds. */
const shares = {
  /** Finding the turn; longer than this is waiting for an earlier message of the session, and not charged. */
  session: 300,
  retrieval: 500,
  /** Storing the answer and bringing it back. */
  return: 400,
  /** For the last frames of a socket answer. */
  lastFrames: 1_000,
} as const;

/** The same for a deferred answer, from its beginning: within one visibility timeout of the deferred queue. */
const deferredMs = { turn: 20_000, retrieval: 2_000, model: 45_000, end: 55_000 } as const;

/** When what has to be done for one message. Times are epoch milliseconds. */
export interface AnswerTiming {
  readonly receivedAt: number;
  /** Until when its turn may be waited for. */
  readonly turnDeadline: number;
  /** When everything ends, finished or not. */
  readonly end: number;
  /** The deadlines of a turn that came at `openedAt`. */
  afterTurn(openedAt: number): {
    readonly retrievalDeadline: number;
    readonly modelDeadline: number;
    readonly storeDeadline: number;
  };
}

const afterTurn = (receivedAt: number, syncTimeoutMs: number) => (openedAt: number) => {
  const waitedMs = Math.max(0, openedAt - receivedAt - shares.session);
  const deadline = receivedAt + waitedMs + syncTimeoutMs;
  const modelDeadline = deadline - Math.min(shares.return, syncTimeoutMs / 4);
  const retrievalDeadline = Math.min(openedAt + shares.retrieval, modelDeadline);
  return { retrievalDeadline, modelDeadline, storeDeadline: deadline };
};

/** The whole answer in `syncTimeoutMs`, not counting the wait for an earlier message of the session (as long again at most). */
export const restTiming = (receivedAt: number, syncTimeoutMs: number): AnswerTiming => ({
  receivedAt,
  turnDeadline: receivedAt + syncTimeoutMs,
  end: receivedAt + 2 * syncTimeoutMs,
  afterTurn: afterTurn(receivedAt, syncTimeoutMs),
});

/** The first token in `syncTimeoutMs` once the turn has come, and the last frame before the socket bridge gives up. */
export const socketTiming = (receivedAt: number, syncTimeoutMs: number): AnswerTiming => {
  const end = receivedAt + socketTimeoutsMs.answer - shares.lastFrames;
  return {
    receivedAt,
    turnDeadline: Math.max(receivedAt + syncTimeoutMs, end - 2 * syncTimeoutMs),
    end,
    afterTurn: (openedAt) => ({
      ...afterTurn(receivedAt, syncTimeoutMs)(openedAt),
      storeDeadline: end,
    }),
  };
};

/** Nobody waits for a deferred answer: it has the time that the model takes. */
export const deferredTiming = (receivedAt: number): AnswerTiming => ({
  receivedAt,
  turnDeadline: receivedAt + deferredMs.turn,
  end: receivedAt + deferredMs.end,
  afterTurn: (openedAt) => ({
    retrievalDeadline: openedAt + deferredMs.retrieval,
    modelDeadline: receivedAt + deferredMs.model,
    storeDeadline: receivedAt + deferredMs.end,
  }),
});
