import type { Language } from '../../../contracts/chat-request';
import { type ImageBlock, type MessagesRequest, textOf } from '../messages/messages-request';
import { detectLanguage } from './detect-language';
import { type Mark, type MarkedPart, markedParts } from './marked-parts';
import { questionOf } from './question-of';

/** What the answers are made of: a request as the prompt builders wrote it, taken apart by their marks. */
export interface Prompt {
  /** `<task id="…">` in the system prompt; `chat` without one. */
  readonly task: string;
  readonly system: string;
  /** The last message, without the marked parts. */
  readonly question: string;
  readonly language: Language;
  readonly earlierQuestions: readonly string[];
  readonly earlierReplies: readonly string[];
  readonly documents: readonly MarkedPart[];
  /** What the task is about; also those of a conversation that asks for a correction. */
  readonly items: readonly MarkedPart[];
  readonly candidates: readonly MarkedPart[];
  readonly images: readonly ImageBlock[];
}

/** The marked parts of the last message that holds any: a correction holds none. */
const lastMarked = (request: MessagesRequest, mark: Mark): readonly MarkedPart[] =>
  request.messages
    .filter(({ role }) => role === 'user')
    .map(({ blocks }) => markedParts(textOf(blocks), mark))
    .findLast((parts) => parts.length > 0) ?? [];

/** Takes a request apart. Retrieved documents may stand in the system prompt or in the last message. */
export const readPrompt = (request: MessagesRequest): Prompt => {
  const system = textOf(request.system);
  const last = textOf(request.messages.at(-1)?.blocks ?? []);
  const earlier = request.messages.slice(0, -1);
  const question = questionOf(last);
  const textsOf = (role: string): string[] =>
    earlier.filter((message) => message.role === role).map(({ blocks }) => questionOf(textOf(blocks)));
  return {
    task: /<task id="([a-z-]+)"/.exec(system)?.[1] ?? 'chat',
    system,
    question,
    language: detectLanguage(system, question),
    earlierQuestions: textsOf('user'),
    earlierReplies: textsOf('assistant'),
    documents: [...markedParts(system, 'document'), ...markedParts(last, 'document')],
    items: lastMarked(request, 'item'),
    candidates: lastMarked(request, 'candidate'),
    images: request.messages.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.type === 'image' ? [block] : [])),
    ),
  };
};
