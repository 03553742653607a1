import { maxBodyBytes } from '../../../contracts/api-routes';
import { type ErrorCode, errorCodes } from '../../../contracts/error-codes';
import type { HostileDocument } from '../documents/hostile-document';
import { compareVerdicts, serverVerdict } from '../verdicts/compare-verdicts';
import type { DoorAnswer } from './door-answer';
import { askGateway, askOrchestrator, type Doors } from './rest-door';
import type { SocketAnswer, SocketDoor } from './socket-door';

/** What became of one document at every door. */
export interface Trial {
  readonly findings: readonly string[];
  /** Answers that had to be asked for again, because the system was too busy for them. */
  readonly busy: number;
}

/** Codes that say that the system had too much to do, and nothing about what was sent. */
const busyCodes: readonly ErrorCode[] = [
  'OVERLOADED',
  'DEADLINE_EXCEEDED',
  'MODEL_UNAVAILABLE',
  'SESSION_BUSY',
];

/** Codes by which a document is refused before anybody looks at what it asks for. */
const unread: readonly ErrorCode[] = [
  'INVALID_REQUEST',
  'INVALID_ENCODING',
  'UNSUPPORTED_MEDIA_TYPE',
  'PAYLOAD_TOO_LARGE',
];

const attempts = 4;

const isUtf8Failure = (code: number | undefined): boolean => code === 1007;

/** What is wrong with an answer by itself. */
const wrongWith = ({ code, problem }: DoorAnswer): string | undefined =>
  problem ??
  (code !== undefined && errorCodes[code].status >= 500 ? `it is answered with ${code}` : undefined);

const disagreement = (bytes: Buffer, { code, details }: DoorAnswer, exactly: boolean): string | undefined => {
  const expected =
    bytes.length > maxBodyBytes ? { code: 'PAYLOAD_TOO_LARGE' as const, details: [] } : serverVerdict(bytes);
  if (expected.code === undefined)
    return code !== undefined && unread.includes(code)
      ? `it is refused with ${code} ${details}, and is valid`
      : undefined;
  if (code !== expected.code) return `it is answered with ${code ?? 'success'} instead of ${expected.code}`;
  return !exactly || bytes.length > maxBodyBytes || details === JSON.stringify(expected.details)
    ? undefined
    : `it is told ${details} instead of ${JSON.stringify(expected.details)}`;
};

/** The socket has one more action, and other words where there is no such action. */
const socketDisagreement = (bytes: Buffer, answer: SocketAnswer): string | undefined => {
  const { closedWith, code } = answer;
  const expected = serverVerdict(bytes);
  if (expected.code === 'INVALID_ENCODING')
    return isUtf8Failure(closedWith)
      ? undefined
      : `it is not UTF-8, and the socket was not closed with 1007 but ${closedWith ?? code}`;
  if (closedWith !== undefined) return `the socket was closed with ${closedWith}`;
  if (bytes.length > maxBodyBytes)
    return code === 'PAYLOAD_TOO_LARGE' || code === 'INVALID_REQUEST'
      ? undefined
      : `a long message is answered with ${code ?? 'success'}`;
  return disagreement(bytes, answer, false);
};

/** Asks again while the system says that it is too busy. */
const askPatiently = async <T extends DoorAnswer>(
  ask: () => Promise<T>,
): Promise<{ answer: T; busy: number }> => {
  for (let busy = 0; ; busy += 1) {
    const answer = await ask();
    if (answer.code === undefined || !busyCodes.includes(answer.code) || busy + 1 === attempts)
      return { answer, busy };
  }
};

/** Sends a document through every door, and compares what they say with each other and with the checks themselves. */
export const tryDocument = async (
  doors: Doors,
  socket: SocketDoor,
  document: HostileDocument,
): Promise<Trial> => {
  const { bytes } = document;
  const [gateway, orchestrator, frames] = await Promise.all([
    askPatiently(() => askGateway(doors, bytes)),
    askPatiently(() => askOrchestrator(doors, bytes)),
    askPatiently(() => socket.ask(bytes)),
  ]);
  const findings: readonly (readonly [string, string | undefined])[] = [
    ...compareVerdicts(document).map((finding) => ['the checks', finding] as const),
    ['REST', wrongWith(gateway.answer) ?? disagreement(bytes, gateway.answer, true)],
    ['the orchestrator', wrongWith(orchestrator.answer) ?? disagreement(bytes, orchestrator.answer, true)],
    ['the socket', wrongWith(frames.answer) ?? socketDisagreement(bytes, frames.answer)],
  ];
  return {
    findings: findings.flatMap(([where, finding]) => (finding === undefined ? [] : [`${where}: ${finding}`])),
    busy: gateway.busy + orchestrator.busy + frames.busy,
  };
};
