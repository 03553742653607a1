import { headEntry, turnPrefix } from '../../core/sessions/session-items';
import type { Row } from '../observe/observer';

export interface StoredTurn {
  readonly turn: number;
  readonly requestId: string;
  readonly message: string;
  readonly reply: string | undefined;
}

/** A session as its table holds it. */
export interface StoredSession {
  readonly sessionId: string;
  readonly owner: string;
  /** In the order of their sort keys: as a customer reads them. The question that waits for its answer comes last. */
  readonly turns: readonly StoredTurn[];
}

const isRecord = (value: unknown): value is Row => typeof value === 'object' && value !== null;

const turnOf = (row: Row): StoredTurn => {
  const answer = row['answer'];
  const reply = isRecord(answer) ? answer['reply'] : undefined;
  return {
    turn: Number(row['turn']),
    requestId: String(row['requestId']),
    message: String(row['message']),
    reply: typeof reply === 'string' ? reply : undefined,
  };
};

/** The sessions of the table's rows. */
export const storedSessions = (rows: readonly Row[]): readonly StoredSession[] => {
  const bySession = new Map<string, Row[]>();
  for (const row of rows) {
    const sessionId = String(row['sessionId']);
    const items = bySession.get(sessionId);
    if (items === undefined) bySession.set(sessionId, [row]);
    else items.push(row);
  }
  return [...bySession].map(([sessionId, items]) => {
    const sorted = items.toSorted((a, b) => (String(a['entry']) < String(b['entry']) ? -1 : 1));
    const head = sorted.find((row) => row['entry'] === headEntry);
    const turns = sorted.filter((row) => String(row['entry']).startsWith(turnPrefix)).map(turnOf);
    const pending = head?.['pending'];
    const isOpen = isRecord(pending) && !turns.some(({ turn }) => turn === Number(pending['turn']));
    return {
      sessionId,
      owner: String(head?.['owner']),
      turns: isOpen ? [...turns, turnOf(pending)] : turns,
    };
  });
};
