/** Where an inference profile may send a request. `jp` stays in Japan; `global` may leave the country. */
export type Geography = 'jp' | 'apac' | 'us' | 'eu' | 'au' | 'global';

/** US$ per million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  readonly source: string;
  /** Day on which the source was read, ISO 8601. */
  readonly asOf: string;
}

export interface Lifecycle {
  readonly state: 'active' | 'legacy' | 'end-of-life';
  /** First day on which Bedrock refuses the model, ISO 8601; absent while none is announced. */
  readonly endOfLife?: string;
  /** Day before which AWS has promised not to retire the model. A Legacy period of six months precedes the end. */
  readonly notBefore?: string;
  readonly source: string;
  readonly asOf: string;
}

export interface Capabilities {
  readonly japanese: boolean;
  readonly streaming: boolean;
  readonly images: boolean;
  readonly batch: { readonly minimumRecords: number } | false;
  /** Below the minimum a marker is ignored, without an error and without cost. Entries live for five minutes. */
  readonly promptCaching: { readonly minimumTokens: number } | false;
}

export interface ModelDescription {
  readonly kind: 'chat' | 'embedding';
  /** The foundation model's id. */
  readonly bedrockId: string;
  /** Geographies with an inference profile: its id is `${geography}.${bedrockId}`. Empty: invoked by its own id. */
  readonly profiles: readonly Geography[];
  /** Regions that offer a model which is invoked by its own id; the profiles decide for the others. */
  readonly regions?: readonly string[];
  /** Price of the cross-region profiles of one geography (and of the bare model), and of the global profile where it differs. */
  readonly price: { readonly regional: Price; readonly global?: Price };
  /** The most that we ask for, not the most that the model can: quota is reserved from it. */
  readonly maxOutputTokens: number;
  readonly contextTokens: number;
  readonly temperature: number;
  readonly timeoutMs: number;
  readonly lifecycle: Lifecycle;
  /** Key of the model to use in its place. */
  readonly successor?: ModelKey;
  readonly can: Capabilities;
}

export type ModelKey =
  | 'claude-3-sonnet'
  | 'claude-3-haiku'
  | 'claude-haiku-4-5'
  | 'claude-sonnet-4-5'
  | 'claude-sonnet-4-6'
  | 'titan-embed-text-v2';
