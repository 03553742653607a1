import type { Block } from './messages-request';
import { countTokens } from './token-pieces';

/** An image costs about width × height / 750 tokens; without decoding it, its size stands for that. */
const imageTokens = (bytes: number): number => Math.min(1600, Math.max(60, Math.ceil(bytes / 750)));

/** What the roles and borders of a request cost. */
export const tokensPerMessage = 4;

export const countBlock = (block: Block): number =>
  block.type === 'text' ? countTokens(block.text) : imageTokens(block.bytes.length);
