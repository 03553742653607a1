import { createHash } from 'node:crypto';
import { countBlock, tokensPerMessage } from './count-blocks';
import type { Block, MessagesRequest } from './messages-request';

export interface InputUsage {
  /** Neither read from the cache nor written to it. */
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
}

interface Boundary {
  readonly key: string;
  readonly tokens: number;
  readonly cacheSeconds: number | undefined;
}

export interface PromptCache {
  /** Counts a request's tokens, and reads and writes the cache of a (region, model). `minimumTokens` undefined: the model has no cache. */
  account(scope: string, request: MessagesRequest, minimumTokens: number | undefined): InputUsage;
  clear(): void;
}

/** How many blocks before a marker are looked up for an older entry. */
const lookBack = 20;
const maxEntries = 10_000;

const blocksOf = (request: MessagesRequest): readonly { role: string; block: Block }[] => [
  ...request.system.map((block) => ({ role: 'system', block })),
  ...request.messages.flatMap(({ role, blocks }) => blocks.map((block) => ({ role, block }))),
];

const countAll = (request: MessagesRequest): number =>
  [...request.system, ...request.messages.flatMap(({ blocks }) => blocks)].reduce(
    (sum, block) => sum + countBlock(block),
    tokensPerMessage * (request.messages.length + 1),
  );

const boundariesOf = (scope: string, request: MessagesRequest): readonly Boundary[] => {
  const hash = createHash('sha256').update(scope);
  let tokens = 0;
  return blocksOf(request).map(({ role, block }) => {
    hash.update(`\u0000${role}\u0000${block.type}\u0000`);
    hash.update(block.type === 'text' ? block.text : block.bytes);
    tokens += countBlock(block);
    return { key: hash.copy().digest('base64'), tokens, cacheSeconds: block.cacheSeconds };
  });
};

/**
 * Prompt caching as Anthropic describes it: a marked prefix of at least the model's minimum is written,
 * the longest known prefix is read, and each use renews its lifetime.
 */
export const createPromptCache = (now: () => number): PromptCache => {
  const expiries = new Map<string, number>();

  const prune = (at: number): void => {
    for (const [key, expiry] of expiries) {
      if (expiry <= at || expiries.size > maxEntries) expiries.delete(key);
    }
  };

  const isKnown = ({ key }: Boundary, at: number): boolean => (expiries.get(key) ?? 0) > at;

  return {
    account(scope, request, minimumTokens) {
      const total = countAll(request);
      const none = { inputTokens: total, cacheReadTokens: 0, cacheWriteTokens: 0 };
      const isMarked = blocksOf(request).some(({ block }) => block.cacheSeconds !== undefined);
      if (minimumTokens === undefined || !isMarked) return none;

      const at = now();
      const boundaries = boundariesOf(scope, request);
      const lastMarker = boundaries.findLastIndex(
        ({ cacheSeconds, tokens }) => cacheSeconds !== undefined && tokens >= minimumTokens,
      );
      const last = boundaries[lastMarker];
      if (last === undefined) return none;

      const hit = boundaries
        .slice(Math.max(0, lastMarker - lookBack), lastMarker + 1)
        .findLast((boundary) => isKnown(boundary, at));
      for (const { key, tokens, cacheSeconds } of boundaries) {
        if (cacheSeconds !== undefined && tokens >= minimumTokens)
          expiries.set(key, at + cacheSeconds * 1000);
      }
      if (hit !== undefined) expiries.set(hit.key, at + (hit.cacheSeconds ?? 300) * 1000);
      if (expiries.size > maxEntries) prune(at);

      const cacheReadTokens = hit?.tokens ?? 0;
      return {
        inputTokens: total - last.tokens,
        cacheReadTokens,
        cacheWriteTokens: last.tokens - cacheReadTokens,
      };
    },
    clear() {
      expiries.clear();
    },
  };
};
