import type { Evidence } from './evidence';

/** What API Gateway may refuse a handshake with. */
const handshakeStatuses: readonly number[] = [401, 429, 500, 502, 503, 504];

/** Every error has the shape of the API documents; a connection breaks only when its gateway is ended. */
export const errorsDocumented = ({ attempts, windows }: Pick<Evidence, 'attempts' | 'windows'>) => {
  const mayBreak = (from: number, until: number): boolean =>
    windows.some(
      ({ fault, beganAt, endedAt }) =>
        fault.breaksConnections === true &&
        until >= beganAt &&
        from <= endedAt + fault.recoversWithin.chat * 1000,
    );
  return attempts.flatMap(({ message, door, sentAt, endedAt, outcome }) => {
    const says = (problem: string): readonly string[] => [`${message.requestId} (${door}): ${problem}`];
    if (outcome.kind === 'undocumented') return says(outcome.problem);
    if (outcome.kind === 'broken' && !mayBreak(sentAt, endedAt)) return says(`broken: ${outcome.reason}`);
    if (outcome.kind === 'refused' && !outcome.retryable)
      return says(`refused for good with ${outcome.code}`);
    return outcome.kind === 'not-connected' && !handshakeStatuses.includes(outcome.status)
      ? says(`handshake answered with ${outcome.status}`)
      : [];
  });
};
