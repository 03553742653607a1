import { faultOf, frameAnswer } from '../doors/door-answer';
import { type ClientFrames, closeCodes } from './read-client-frames';
import type { ServerFrames } from './read-server-frames';

/** What a server sent, and whether the connection came to its end. */
export interface Received extends ServerFrames {
  readonly ended: boolean;
}

const refusals: readonly number[] = [
  closeCodes.protocol,
  closeCodes.unsupported,
  closeCodes.notUtf8,
  closeCodes.tooBig,
];

/** Close codes that are right; undefined: it may end without a close frame. */
const rightCodes = ({ end, closeCodes: due }: ClientFrames): readonly (number | undefined)[] => {
  if (end === 'over') return due;
  // The rest of a frame may be what it is refused for.
  return end === 'inside a frame' ? [undefined, ...refusals] : [closeCodes.normal];
};

const answersOf = ({ texts }: ServerFrames): number =>
  texts.filter((text) => frameAnswer(text).isLast).length;

/** Whether everything that a client is owed is there, the answer to its handshake to begin with. */
export const isAnswered = ({ messages, pings }: ClientFrames, received: ServerFrames): boolean =>
  received.statusLine !== '' && answersOf(received) >= messages && received.pongs.length >= pings.length;

/** What is wrong with what came back for a client's frames, a close of its own behind them where it was not over before. */
export const judgeFrames = (sent: ClientFrames, received: Received): readonly string[] => {
  const { statusLine, texts, pongs, closeCode, broken, ended } = received;
  if (!statusLine.startsWith('HTTP/1.1 101 '))
    return [`the handshake was answered with ${JSON.stringify(statusLine)}`];
  const faults = texts.map((text) => faultOf(frameAnswer(text)));
  const isWhole = sent.end === 'between messages' || sent.end === 'inside a message';
  const answers = answersOf(received);
  return [
    ...(broken === undefined ? [] : [`the server sent ${broken}`]),
    ...faults.flatMap((fault) => (fault === undefined ? [] : [fault])),
    ...(rightCodes(sent).includes(closeCode)
      ? []
      : [`it was closed with ${closeCode ?? 'nothing'}, not ${rightCodes(sent).join(' or ')}`]),
    ...(isWhole && answers !== sent.messages ? [`${answers} answers to ${sent.messages} messages`] : []),
    ...(isWhole && pongs.join() !== sent.pings.join()
      ? [`the pongs ${pongs.join()} to the pings ${sent.pings.join()}`]
      : []),
    ...(ended ? [] : ['the connection was still open at the end']),
  ];
};
