import type { Evidence } from './evidence';
import { windowsAround } from './windows-around';

/** Every error has the shape of the API documents; a connection breaks only when its gateway is ended. */
export const errorsDocumented = ({ attempts, windows }: Pick<Evidence, 'attempts' | 'windows'>) =>
  attempts.flatMap(({ message, door, sentAt: from, endedAt: until, outcome }) => {
    const says = (problem: string): readonly string[] => [`${message.requestId} (${door}): ${problem}`];
    if (outcome.kind === 'undocumented') return says(outcome.problem);
    if (outcome.kind === 'refused' && !outcome.retryable)
      return says(`refused for good with ${outcome.code}`);
    const mayBreak = windowsAround(windows, { from, until }).some(({ fault }) => fault.breaksConnections);
    return outcome.kind === 'broken' && !mayBreak ? says(`broken: ${outcome.reason}`) : [];
  });
