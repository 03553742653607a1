import type { Fault } from '../../chaos/faults/fault';
import type { Evidence } from '../../chaos/invariants/evidence';
import { type Attempt, createLedger, type Job, type Message, type Outcome } from '../../chaos/load/ledger';
import type { FaultWindow } from '../../chaos/schedule/fault-window';

export const messageOf = (changes: Partial<Message> = {}): Message => ({
  requestId: 'rest-1-1-1',
  principalId: 'guest:a',
  conversation: 'rest-1-1',
  position: 1,
  text: 'mark-1x1z 猫の漫画',
  mark: 'mark-1x1z',
  mayWait: false,
  ...changes,
});

export const answered = (changes: Partial<Extract<Outcome, { kind: 'answered' }>> = {}): Outcome => ({
  kind: 'answered',
  reply: '「mark-1x1z 猫の漫画」とのお尋ねですね。',
  sessionId: 's-1',
  cached: false,
  degraded: [],
  ...changes,
});

export const refused = (code: 'OVERLOADED' | 'SESSION_NOT_FOUND' = 'OVERLOADED'): Outcome => ({
  kind: 'refused',
  code,
  retryable: code === 'OVERLOADED',
});

export const attemptOf = (changes: Partial<Attempt> = {}): Attempt => ({
  message: messageOf(),
  door: 'rest',
  sentAt: 1_000,
  endedAt: 1_200,
  outcome: answered(),
  ...changes,
});

export const jobOf = (changes: Partial<Job> = {}): Job => ({
  queue: 'enrichment',
  jobId: 'job-1',
  body: '{"jobId":"job-1"}',
  expected: 'done',
  catalogId: 'title-1',
  work: 'enrichment 作品',
  ...changes,
});

export const faultOf = (changes: Partial<Fault> = {}): Fault => ({
  name: 'a fault',
  summary: 'something is broken',
  seconds: 5,
  recoversWithin: { chat: 5, jobs: 15 },
  answersAtLeast: 0.5,
  begin: async () => async () => [],
  ...changes,
});

export const windowOf = (changes: Partial<FaultWindow> = {}): FaultWindow => ({
  fault: faultOf(),
  beganAt: 1_000,
  endedAt: 2_000,
  settledAt: 4_000,
  recovered: { chat: 0, jobs: 1 },
  findings: [],
  ...changes,
});

/** Rows of the sessions table: a head, and a turn for each of the given. */
export const sessionRows = (
  turns: readonly { turn?: number; requestId?: string; message?: string; reply?: string | undefined }[],
  owner = 'guest:a',
): Evidence['sessions'] => [
  { sessionId: 's-1', entry: '~head', owner },
  ...turns.map(({ turn = 1, requestId = 'rest-1-1-1', message = 'mark-1x1z 猫の漫画', reply }) => ({
    sessionId: 's-1',
    entry: `turn#1#${String(turn).padStart(8, '0')}`,
    turn,
    requestId,
    message,
    ...(reply === undefined ? {} : { answer: { reply } }),
  })),
];

export const evidenceOf = (changes: Partial<Evidence> = {}): Evidence => ({
  ...createLedger(),
  windows: [],
  sessions: [],
  catalog: [],
  results: [],
  parked: [],
  deadLetters: [],
  paid: [],
  told: [],
  toldSince: Number.POSITIVE_INFINITY,
  ends: [],
  signals: [],
  ...changes,
});
