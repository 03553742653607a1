import { type PhraseLists, routingPhrases } from './routing-phrases';

/** What routing asks for; the configuration names the models. */
export type ModelSlot = 'fast' | 'quality';

export type RoutingCondition =
  /** The conversation, message included, has at least so many tokens. */
  | { readonly kind: 'context'; readonly minTokens: number }
  | { readonly kind: 'length'; readonly minCodePoints: number }
  /** One of the phrases occurs, in a message of at most so many code points. */
  | {
      readonly kind: 'phrase';
      readonly maxCodePoints?: number;
      readonly phrases: PhraseLists;
    }
  /** Nothing but phrases, signs and emoji. */
  | { readonly kind: 'whole'; readonly phrases: PhraseLists }
  /** A first message of at most so many code points. */
  | { readonly kind: 'short'; readonly maxCodePoints: number }
  | { readonly kind: 'otherwise' };

export interface RoutingRule {
  /** In the log and the reply. */
  readonly reason: string;
  readonly slot: ModelSlot;
  /** Whether the catalogue has something to say about such a message. */
  readonly aboutManga: boolean;
  readonly when: RoutingCondition;
}

/**
 * How `auto` chooses, first match first. Phrases are lower-case NFKC; Latin ones begin at a word's beginning,
 * the others occur anywhere. Those of all three languages count in every message: a customer need not keep to one.
 */
export const routingRules: readonly RoutingRule[] = [
  { reason: 'long-context', slot: 'quality', aboutManga: true, when: { kind: 'context', minTokens: 4000 } },
  { reason: 'long-message', slot: 'quality', aboutManga: true, when: { kind: 'length', minCodePoints: 500 } },
  {
    reason: 'comparison',
    slot: 'quality',
    aboutManga: true,
    when: {
      kind: 'phrase',
      phrases: routingPhrases.comparison,
    },
  },
  {
    reason: 'recommendation',
    slot: 'quality',
    aboutManga: true,
    when: {
      kind: 'phrase',
      phrases: routingPhrases.recommendation,
    },
  },
  {
    reason: 'greeting',
    slot: 'fast',
    aboutManga: false,
    when: {
      kind: 'whole',
      phrases: routingPhrases.greeting,
    },
  },
  {
    reason: 'faq',
    slot: 'fast',
    aboutManga: false,
    when: {
      kind: 'phrase',
      phrases: routingPhrases.faq,
    },
  },
  {
    reason: 'classification',
    slot: 'fast',
    aboutManga: true,
    when: {
      kind: 'phrase',
      maxCodePoints: 120,
      phrases: routingPhrases.classification,
    },
  },
  {
    reason: 'short-fact',
    slot: 'fast',
    aboutManga: true,
    when: {
      kind: 'phrase',
      maxCodePoints: 80,
      phrases: routingPhrases.shortFact,
    },
  },
  { reason: 'short-question', slot: 'fast', aboutManga: true, when: { kind: 'short', maxCodePoints: 40 } },
  { reason: 'open-question', slot: 'quality', aboutManga: true, when: { kind: 'otherwise' } },
];
