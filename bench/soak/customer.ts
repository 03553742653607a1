import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

/** What became of one message. */
export type Outcome = 'answered' | 'shed' | 'failed';

const shedCodes: readonly (string | undefined)[] = [
  'RATE_LIMITED',
  'OVERLOADED',
  'MODEL_UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  // The message before was too late for its caller, and is still being answered.
  'SESSION_BUSY',
];

/** Whether an error says that the load was too much: what is refused so may be sent again, and is load that was shed. */
export const isShed = (code: string | undefined): boolean => shedCodes.includes(code);

/** There was too much to do to let a customer in. */
export class ShedError extends Error {
  override readonly name = 'ShedError';
}

/** A way in: sends a message, and says what became of it. */
export interface Door {
  send(message: string, requestId: string): Promise<Outcome>;
  close(): void;
}

/** Time between an answer and the next question. */
const thinkMs = 1500;

const topics = ['冒険漫画', '恋愛漫画', 'スポーツ漫画', 'ミステリー漫画', '料理漫画'] as const;

/** New customers ask the same first question now and then, so that the cache has something to do; then questions of their own. */
const question = (customer: number, turn: number): string => {
  const topic = topics[customer % topics.length] ?? topics[0];
  return turn === 0
    ? `${topic}のおすすめを教えてください。`
    : `${topic}の第${(customer % 500) + turn}巻は、注文番号${customer}に入っていますか。`;
};

/** A conversation of some messages, one after the other. Gives what became of each. */
export const converse = async (
  door: Door,
  customer: number,
  turns: number,
  count: (outcome: Outcome, note: string) => void,
): Promise<void> => {
  try {
    for (let turn = 0; turn < turns; turn += 1) {
      if (turn > 0) await delay(thinkMs);
      try {
        count(await door.send(question(customer, turn), randomUUID()), '');
      } catch (error) {
        count('failed', error instanceof Error ? error.message : String(error));
      }
    }
  } finally {
    door.close();
  }
};
