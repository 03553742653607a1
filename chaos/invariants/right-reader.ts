import { markPattern } from '../load/questions';
import type { Evidence } from './evidence';

/** Every answer is one to its own question: it repeats that question's mark, and no mark of another conversation. */
export const rightReader = ({ messages, attempts }: Pick<Evidence, 'messages' | 'attempts'>) => {
  const conversationOf = new Map(messages.map(({ mark, conversation }) => [mark, conversation]));
  return attempts.flatMap(({ message, outcome }) => {
    if (outcome.kind !== 'answered') return [];
    const { requestId, mark, conversation } = message;
    const marks = [...outcome.reply.matchAll(markPattern)].map(([found]) => found);
    const foreign = marks.filter((found) => conversationOf.get(found) !== conversation);
    return [
      ...(mark === undefined || marks.includes(mark)
        ? []
        : [`${requestId}: the answer is to another question`]),
      ...foreign.map(
        (found) => `${requestId}: the answer holds ${found}, of ${conversationOf.get(found) ?? '?'}`,
      ),
    ];
  });
};
