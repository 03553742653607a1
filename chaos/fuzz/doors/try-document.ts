import { maxBodyBytes } from '../../../contracts/api-routes';
import type { ErrorCode } from '../../../contracts/error-codes';
import { maxSocketMessageBytes } from '../../../local/gateway/socket/socket-api';
import type { HostileDocument } from '../documents/hostile-document';
import { closeCodes } from '../socket/read-client-frames';
import { compareVerdicts, gatewayVerdict, serverVerdict, type Verdict } from '../verdicts/compare-verdicts';
import type { BytesSocket, SocketAnswer } from './bytes-socket';
import { bytesToGateway, bytesToOrchestrator } from './bytes-to-rest';
import { type DoorAnswer, faultOf } from './door-answer';
import type { Doors } from './doors';

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

/** What a valid document asks for may not be there, or be asked for by another door at the same time. */
const unavailable: readonly ErrorCode[] = ['SESSION_NOT_FOUND', 'SESSION_BUSY', 'REQUEST_ID_REUSED'];

const isAboutText = (code: ErrorCode): boolean => code.startsWith('MESSAGE_');

const attempts = 4;

/** How an answer differs from the verdict that is due; `exactly`: in its details too. */
const disagreement = (due: Verdict, { code, details }: DoorAnswer, exactly: boolean): string | undefined => {
  if (due.code === undefined)
    return code === undefined || isAboutText(code) || unavailable.includes(code)
      ? undefined
      : `it is refused with ${code} ${details}, and is valid`;
  if (code !== due.code) return `it is answered with ${code ?? 'success'} instead of ${due.code}`;
  return !exactly || details === JSON.stringify(due.details)
    ? undefined
    : `it is told ${details} instead of ${JSON.stringify(due.details)}`;
};

const restDisagreement = ({ bytes }: HostileDocument, answer: DoorAnswer): string | undefined =>
  bytes.length > maxBodyBytes
    ? disagreement({ code: 'PAYLOAD_TOO_LARGE', details: [] }, answer, false)
    : disagreement(serverVerdict(bytes), answer, true);

const closeDue = (bytes: Buffer, { code }: Verdict): number | undefined => {
  if (bytes.length > maxSocketMessageBytes) return closeCodes.tooBig;
  return code === 'INVALID_ENCODING' ? closeCodes.notUtf8 : undefined;
};

/** The socket has one more action, other words where there is no such action, and reads longer messages than it passes on. */
const socketDisagreement = ({ bytes, isPing }: HostileDocument, answer: SocketAnswer): string | undefined => {
  const verdict = serverVerdict(bytes);
  const close = closeDue(bytes, verdict);
  if (answer.closedWith !== close)
    return `the socket was closed with ${answer.closedWith ?? 'nothing'} instead of ${close ?? 'nothing'}`;
  if (close !== undefined) return undefined;
  if (isPing === true) return disagreement({ details: [] }, answer, false);
  const isTooLong = bytes.length > maxBodyBytes && gatewayVerdict(bytes).code === undefined;
  return disagreement(isTooLong ? { code: 'PAYLOAD_TOO_LARGE', details: [] } : verdict, answer, false);
};

/** A text is one for the chat or is not, whichever door it came through. */
const textDisagreement = (answers: readonly DoorAnswer[]): string | undefined => {
  const said = new Set(
    answers.map(({ code }) => code).filter((code) => code === undefined || isAboutText(code)),
  );
  return said.size > 1 ? `they say ${Array.from(said, (code) => code ?? 'success').join(', ')}` : undefined;
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
  socket: BytesSocket,
  document: HostileDocument,
): Promise<Trial> => {
  const { bytes } = document;
  const [gateway, orchestrator, frames] = await Promise.all([
    askPatiently(() => bytesToGateway(doors, bytes)),
    askPatiently(() => bytesToOrchestrator(doors, bytes)),
    askPatiently(() => socket.ask(bytes)),
  ]);
  const all = [gateway, orchestrator, frames];
  const findings: readonly (readonly [string, string | undefined])[] = [
    ...compareVerdicts(document).map((finding) => ['the checks', finding] as const),
    ['REST', faultOf(gateway.answer) ?? restDisagreement(document, gateway.answer)],
    ['the orchestrator', faultOf(orchestrator.answer) ?? restDisagreement(document, orchestrator.answer)],
    ['the socket', faultOf(frames.answer) ?? socketDisagreement(document, frames.answer)],
    ['the doors', textDisagreement(all.map(({ answer }) => answer))],
  ];
  return {
    findings: findings.flatMap(([where, finding]) => (finding === undefined ? [] : [`${where}: ${finding}`])),
    busy: all.reduce((sum, { busy }) => sum + busy, 0),
  };
};
