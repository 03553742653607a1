import { answerChat } from './answer-chat';
import { answerEnrichment } from './answer-enrichment';
import { answerModeration } from './answer-moderation';
import { answerRecommendation } from './answer-recommendation';
import { answerSynopsis } from './answer-synopsis';
import type { Prompt } from './prompt';

/** What decides whether an answer in JSON is spoilt on purpose: see the `invalid-json` fault. */
export type IsSpoilt = (subject: string) => boolean;

/** JSON that parses, and fits no contract. */
const spoilt = JSON.stringify({ spoilt: true });

const answers: Readonly<Record<string, (prompt: Prompt) => string>> = {
  moderation: answerModeration,
  recommendation: answerRecommendation,
  synopsis: answerSynopsis,
};

/** The text that the stand-in generates for a request. */
export const composeAnswer = (prompt: Prompt, isSpoilt: IsSpoilt): string => {
  if (prompt.task === 'enrichment') return answerEnrichment(prompt, isSpoilt);
  const answerTask = answers[prompt.task];
  if (answerTask === undefined) return answerChat(prompt);
  return isSpoilt(prompt.items[0]?.text ?? prompt.task) ? spoilt : answerTask(prompt);
};
