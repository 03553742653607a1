import { type ModelKey, modelCatalog } from '../../contracts/model-catalog';
import type { RuntimeConfig } from '../../contracts/runtime-config';
import type { ContentBlock, Message } from '../bedrock/model-client';
import type { BuildBody } from '../chat/chat-ports';
import { tokenUpperBound } from '../chat/estimate-tokens';
import { sanitiseMessage } from '../chat/sanitise-message';
import type { SearchHit } from '../retrieval/catalog-search';
import { chatSystemPrompt, suspicionNotice } from './chat-system-prompt';
import { cutHistory, type HistoryPair } from './cut-history';
import { describeDocument } from './describe-document';
import { quoteMarks } from './quote-marks';

/** Longest answer in tokens, below what models can: Bedrock takes `max_tokens` from the quota when a request starts. */
export const maxAnswerTokens = 1024;

type TextBlock = Extract<ContentBlock, { readonly type: 'text' }>;

const text = (content: string, cached = false): TextBlock => ({
  type: 'text',
  text: content,
  ...(cached ? { cache_control: { type: 'ephemeral' } } : {}),
});

const messagesOf = (pair: HistoryPair, cached: boolean): readonly Message[] => [
  { role: 'user', content: [text(quoteMarks(pair.question))] },
  { role: 'assistant', content: [text(quoteMarks(pair.answer), cached)] },
];

const lastContent = (hits: readonly SearchHit[], message: string): readonly TextBlock[] => {
  const question = text(quoteMarks(sanitiseMessage(message)));
  if (hits.length === 0) return [question];
  const documents = hits.map(({ item }) => describeDocument(item)).join('\n');
  return [text(`<documents>\n${documents}\n</documents>`), question];
};

const boundOf = (blocks: readonly TextBlock[]): number =>
  blocks.reduce((sum, block) => sum + tokenUpperBound(block.text), 0);

/**
 * The Messages API request for a customer's message. Instructions stand in the system prompt, the catalogue's items as data
 * beside the message, which comes last. A prefix is marked for Bedrock's prompt cache where the model has one, the prefix
 * is long enough for it, and the next turn will begin with the same: the documents change with every message, so they follow it.
 */
export const buildChatBody = (dependencies: {
  readonly config: () => Pick<RuntimeConfig, 'max_conversation_turns' | 'max_history_tokens'>;
  readonly estimate: (model: ModelKey, text: string) => number;
}): BuildBody => {
  return ({ model, language, message, flags, history, hits }) => {
    const { max_conversation_turns: maxTurns, max_history_tokens: maxTokens } = dependencies.config();
    const { can, contextTokens, maxOutputTokens } = modelCatalog[model];
    const estimateFor = (content: string): number => dependencies.estimate(model, content);
    const minimumTokens =
      can.promptCaching === false ? Number.POSITIVE_INFINITY : can.promptCaching.minimumTokens;

    const instructions = chatSystemPrompt(language);
    const notice = flags.length === 0 ? [] : [text(suspicionNotice[language])];
    const last = lastContent(hits, message);
    const { pairs, cut } = cutHistory(history, {
      maxTurns,
      maxTokens,
      maxBound: contextTokens - maxOutputTokens - boundOf([text(instructions), ...notice, ...last]),
      estimate: estimateFor,
      upperBound: tokenUpperBound,
    });

    const systemTokens = estimateFor(instructions);
    const historyTokens = pairs.reduce(
      (sum, { question, answer }) => sum + estimateFor(question) + estimateFor(answer),
      0,
    );
    /** A history at its limit loses its first pair with the next turn. */
    const grows = !cut && pairs.length < maxTurns && notice.length === 0;
    const cachesHistory = grows && systemTokens + historyTokens >= minimumTokens;
    return {
      system: [text(instructions, systemTokens >= minimumTokens), ...notice],
      messages: [
        ...pairs.flatMap((pair, index) => messagesOf(pair, cachesHistory && index === pairs.length - 1)),
        { role: 'user', content: last },
      ],
      max_tokens: Math.min(maxAnswerTokens, maxOutputTokens),
    };
  };
};
