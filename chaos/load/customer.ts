import { setTimeout as delay } from 'node:timers/promises';
import { type DoorClient, requestOf } from './door-client';
import type { Door, Ledger, Message, Outcome } from './ledger';
import { nextMove } from './next-move';
import { markedQuestion, markOf, popularQuestion } from './questions';

interface Options {
  /** No two customers of a run have the same. */
  readonly number: number;
  readonly door: Door;
  readonly client: DoorClient;
  readonly principalId: string;
  readonly ledger: Ledger;
  readonly random: () => number;
  readonly thinkMs: number;
}

/** Messages of one session; then the customer opens another. */
const messagesOfSession = 6;
/** Part of first messages that many customers ask alike. */
const popularShare = 0.3;
/** A customer who is about to leave does not wait longer than this for the last answer. */
const patienceMs = 60_000;

/** Sends one message until it is answered or hopeless; everything is written down. */
export const sendUntilAnswered = async (
  { door, client, ledger }: Pick<Options, 'door' | 'client' | 'ledger'>,
  message: Message,
  sessionId: string | undefined,
): Promise<Outcome> => {
  ledger.messages.push(message);
  const open = { since: Date.now() };
  ledger.open.add(open);
  try {
    for (;;) {
      const sentAt = Date.now();
      const outcome = await client.send(requestOf(message, sessionId));
      ledger.attempts.push({ message, door, sentAt, endedAt: Date.now(), outcome });
      const move = nextMove(outcome);
      if (move.kind !== 'again' || Date.now() - open.since > patienceMs) return outcome;
      await delay(move.afterMs);
    }
  } finally {
    ledger.open.delete(open);
  }
};

/** A customer who asks, reads and asks again, session after session, until the signal; the last message is seen through. */
export const runCustomer = async (options: Options, signal: AbortSignal): Promise<void> => {
  const { number, door, principalId, random, thinkMs } = options;
  let count = 0;
  let sessions = 0;
  while (!signal.aborted) {
    sessions += 1;
    const conversation = `${door}-${number}-${sessions}`;
    let sessionId: string | undefined;
    for (let position = 1; position <= messagesOfSession && !signal.aborted; position += 1) {
      count += 1;
      const isPopular = position === 1 && random() < popularShare;
      const mark = markOf(number, count);
      const message: Message = {
        requestId: `${conversation}-${position}`,
        principalId,
        conversation,
        position,
        text: isPopular ? popularQuestion(random) : markedQuestion(random, mark),
        ...(isPopular ? {} : { mark }),
        mayWait: false,
      };
      const outcome = await sendUntilAnswered(options, message, sessionId);
      if (outcome.kind !== 'answered') break;
      sessionId = outcome.sessionId;
      await delay(thinkMs * (0.5 + random()), undefined, { signal }).catch(() => undefined);
    }
  }
};
