import { answerChat } from './answer-chat';
import { answerEnrichment, type IsSpoilt } from './answer-enrichment';
import type { Prompt } from './prompt';

/** The text that the stand-in generates for a request. */
export const composeAnswer = (prompt: Prompt, isSpoilt: IsSpoilt): string => {
  if (prompt.task === 'enrichment') return answerEnrichment(prompt, isSpoilt);
  return answerChat(prompt);
};
