import type { Language } from '../../../contracts/chat-request';
import type { ImageBlock, MessagesRequest } from '../messages/messages-request';
import { textOf } from '../messages/messages-request';
import { detectLanguage } from './detect-language';
import { type MarkedPart, markedParts, withoutMarks } from './marked-parts';

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
  readonly items: readonly MarkedPart[];
  readonly images: readonly ImageBlock[];
}

/** The items of the last message that holds any (a correction holds none), else of the system prompt. */
const itemsOf = (request: MessagesRequest, system: string): readonly MarkedPart[] =>
  request.messages
    .filter(({ role }) => role === 'user')
    .map(({ blocks }) => markedParts(textOf(blocks), 'item'))
    .findLast((items) => items.length > 0) ?? markedParts(system, 'item');

/** Takes a request apart. Retrieved documents may stand in the system prompt or in the last message. */
export const readPrompt = (request: MessagesRequest): Prompt => {
  const system = textOf(request.system);
  const lastBlocks = request.messages.at(-1)?.blocks ?? [];
  const last = textOf(lastBlocks);
  const earlier = request.messages.slice(0, -1);
  const question = withoutMarks(last);
  const textsOf = (role: string): string[] =>
    earlier.filter((message) => message.role === role).map(({ blocks }) => withoutMarks(textOf(blocks)));
  return {
    task: /<task id="([a-z-]+)"/.exec(system)?.[1] ?? 'chat',
    system,
    question,
    language: detectLanguage(system, question),
    earlierQuestions: textsOf('user'),
    earlierReplies: textsOf('assistant'),
    documents: [...markedParts(system, 'document'), ...markedParts(last, 'document')],
    items: itemsOf(request, system),
    images: lastBlocks.flatMap((block) => (block.type === 'image' ? [block] : [])),
  };
};
