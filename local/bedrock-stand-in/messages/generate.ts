import type { MessagesRequest } from './messages-request';
import { type Piece, toPieces } from './token-pieces';

export interface Generation {
  readonly pieces: readonly Piece[];
  readonly outputTokens: number;
  readonly stopReason: 'end_turn' | 'max_tokens' | 'stop_sequence';
  readonly stopSequence: string | null;
}

const firstStop = (
  text: string,
  sequences: readonly string[],
): { at: number; sequence: string } | undefined => {
  let first: { at: number; sequence: string } | undefined;
  for (const sequence of sequences) {
    const at = text.indexOf(sequence);
    if (at !== -1 && (first === undefined || at < first.at)) first = { at, sequence };
  }
  return first;
};

/** Cuts an answer where the request says that generation stops. The end of a turn is a token of its own. */
export const generate = (
  answer: string,
  { maxTokens, stopSequences }: Pick<MessagesRequest, 'maxTokens' | 'stopSequences'>,
): Generation => {
  const stop = firstStop(answer, stopSequences);
  const pieces: Piece[] = [];
  let outputTokens = 0;
  for (const piece of toPieces(stop === undefined ? answer : answer.slice(0, stop.at))) {
    if (outputTokens + piece.tokens > maxTokens) {
      return { pieces, outputTokens: maxTokens, stopReason: 'max_tokens', stopSequence: null };
    }
    outputTokens += piece.tokens;
    pieces.push(piece);
  }
  if (outputTokens === maxTokens) {
    return { pieces, outputTokens, stopReason: 'max_tokens', stopSequence: null };
  }
  return {
    pieces,
    outputTokens: outputTokens + 1,
    stopReason: stop === undefined ? 'end_turn' : 'stop_sequence',
    stopSequence: stop?.sequence ?? null,
  };
};
