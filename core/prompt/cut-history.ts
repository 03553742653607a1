import { sanitiseMessage } from '../chat/sanitise-message';
import type { SessionTurn } from '../sessions/session-store';

/** A question and its answer, neither of them blank. */
export interface HistoryPair {
  readonly question: string;
  readonly answer: string;
}

export interface HistoryLimits {
  /** Pairs that may stay. */
  readonly maxTurns: number;
  /** Tokens by `estimate` that may stay. */
  readonly maxTokens: number;
  /** Tokens by `upperBound` that fit the model's context whatever the text. */
  readonly maxBound: number;
  readonly estimate: (text: string) => number;
  readonly upperBound: (text: string) => number;
}

export interface CutHistory {
  /** Oldest first. */
  readonly pairs: readonly HistoryPair[];
  /** Whether older pairs had to go. */
  readonly cut: boolean;
}

/** Each turn once, the first to the last, as the pairs that a model accepts: an unanswered or blank one has no pair. */
const answeredPairs = (turns: readonly SessionTurn[]): readonly HistoryPair[] => {
  const byTurn = new Map(turns.map((turn) => [turn.turn, turn]));
  return [...byTurn.values()]
    .toSorted((a, b) => a.turn - b.turn)
    .map(({ message, answer }) => ({
      question: sanitiseMessage(message),
      answer: answer?.reply.trim() ?? '',
    }))
    .filter(({ question, answer }) => question !== '' && answer !== '');
};

/**
 * The newest turns of a session that fit all limits, by whole pairs and without gaps: one that does not fit ends it.
 * So it begins with a question, alternates, and never holds an empty text, whatever the session holds.
 */
export const cutHistory = (turns: readonly SessionTurn[], limits: HistoryLimits): CutHistory => {
  const pairs = answeredPairs(turns);
  const kept: HistoryPair[] = [];
  let tokens = 0;
  let bound = 0;
  for (const pair of pairs.toReversed()) {
    tokens += limits.estimate(pair.question) + limits.estimate(pair.answer);
    bound += limits.upperBound(pair.question) + limits.upperBound(pair.answer);
    if (kept.length >= limits.maxTurns || tokens > limits.maxTokens || bound > limits.maxBound) break;
    kept.unshift(pair);
  }
  return { pairs: kept, cut: kept.length < pairs.length };
};
