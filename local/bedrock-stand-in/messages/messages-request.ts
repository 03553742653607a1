export interface TextBlock {
  readonly type: 'text';
  readonly text: string;
  /** Seconds that the prefix up to here is kept in the prompt cache; absent: no marker. */
  readonly cacheSeconds?: number;
}

export interface ImageBlock {
  readonly type: 'image';
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly cacheSeconds?: number;
}

export type Block = TextBlock | ImageBlock;

export interface RequestMessage {
  readonly role: 'user' | 'assistant';
  readonly blocks: readonly Block[];
}

/** A Messages API request that Bedrock would accept. */
export interface MessagesRequest {
  readonly system: readonly TextBlock[];
  readonly messages: readonly RequestMessage[];
  readonly maxTokens: number;
  readonly stopSequences: readonly string[];
}

/** The text of some blocks, one after another. */
export const textOf = (blocks: readonly Block[]): string =>
  blocks.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n');
