import type { Evidence } from './evidence';
import { faultsAround } from './windows-around';

/** Every message was answered in the end, and nothing came that nobody had asked for. */
export const oneOutcome = ({
  messages,
  attempts,
  strays,
  windows,
}: Pick<Evidence, 'messages' | 'attempts' | 'strays' | 'windows'>) => {
  const answered = new Map<string, number>();
  for (const { message, outcome } of attempts) {
    const ends = outcome.kind === 'answered' || outcome.kind === 'deferred';
    answered.set(message.requestId, (answered.get(message.requestId) ?? 0) + (ends ? 1 : 0));
  }
  const lastOf = (requestId: string): string =>
    JSON.stringify(attempts.findLast(({ message }) => message.requestId === requestId)?.outcome ?? 'nothing');
  return [
    ...messages
      .filter(({ requestId }) => answered.get(requestId) !== 1)
      .map(
        ({ requestId }) =>
          `${requestId} was answered ${answered.get(requestId) ?? 0} times; last: ${lastOf(requestId)}`,
      ),
    ...attempts
      .filter(({ outcome }) => outcome.kind === 'silent')
      .map(({ message, door }) => `${message.requestId}: no outcome at all at the ${door} door`),
    ...strays.map(
      ({ customer, frame, at, after }) =>
        `${customer} got a frame that nobody waited for after ${after}${faultsAround(windows, { from: at, until: at })}: ${frame}`,
    ),
  ];
};
