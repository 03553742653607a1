import type { ErrorDetail } from '../../contracts/error-codes';
import type { CallOptions, Message, ModelClient, ModelReply, ModelRequest } from './model-client';

/** The verdict of a schema on a value, see `core/json-schema/create-validator.ts`. */
export type Validate<T> = (
  value: unknown,
) =>
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly details: readonly ErrorDetail[] };

export interface JsonAnswer<T> {
  readonly value: T;
  /** One reply, or two when the first did not fit: both were paid for. */
  readonly replies: readonly ModelReply[];
}

/** Neither the first reply nor its correction fitted, or the model declined. Asking again would cost, and most likely not help. */
export class UnfitReplyError extends Error {
  override readonly name = 'UnfitReplyError';
  readonly retryable = false;
  readonly fault = 'model';
  readonly replies: readonly ModelReply[];

  constructor(problem: string, replies: readonly ModelReply[]) {
    super(`The model's reply does not fit: ${problem}`);
    this.replies = replies;
  }
}

const fence = /^```(?:json)?\s*([\s\S]*?)\s*```$/u;

/** The JSON of a reply: a code fence or words around it are taken off. Undefined when there is none. */
export const jsonOfReply = (text: string): unknown => {
  const trimmed = text.trim();
  const bare = fence.exec(trimmed)?.[1] ?? trimmed;
  const start = bare.search(/[{[]/);
  const end = Math.max(bare.lastIndexOf('}'), bare.lastIndexOf(']'));
  for (const candidate of [bare, start < 0 || end < start ? '' : bare.slice(start, end + 1)]) {
    try {
      const value: unknown = JSON.parse(candidate);
      return value;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return undefined;
};

/** What is wrong, in one line. */
export const problemOf = (details: readonly ErrorDetail[]): string =>
  details.map(({ field, problem }) => `${field} ${problem}`).join('; ');

const text = (value: string): Message['content'] => [{ type: 'text', text: value }];

/** What the model is told about a reply that does not fit. Bedrock refuses an empty message, so silence is named. */
const correction = (reply: ModelReply, problem: string): readonly Message[] => [
  { role: 'assistant', content: text(reply.text.trim() === '' ? '(empty)' : reply.text.trimEnd()) },
  {
    role: 'user',
    content: text(
      `Your reply does not fit: ${problem}\nReply again with the whole corrected JSON, and nothing else.`,
    ),
  },
];

/** Whether a reply is whole JSON that a schema accepts; details name what is wrong with it. */
export const checkReply = <T>(
  reply: Pick<ModelReply, 'text' | 'stopReason'>,
  validate: Validate<T>,
): ReturnType<Validate<T>> => {
  if (reply.stopReason === 'max_tokens') {
    return {
      ok: false,
      details: [{ field: 'it', problem: 'was cut off at the output limit: write less' }],
    };
  }
  const value = jsonOfReply(reply.text);
  return value === undefined
    ? { ok: false, details: [{ field: 'it', problem: 'is not one whole JSON value' }] }
    : validate(value);
};

/**
 * Asks for JSON that a schema accepts. A reply that does not fit is asked for once more, with what is wrong with it;
 * a refusal is not. Rejects with `UnfitReplyError` when nothing fits, and with `ModelCallError` as the client does.
 */
export const askForJson = async <T>(
  client: Pick<ModelClient, 'invoke'>,
  request: ModelRequest,
  validate: Validate<T>,
  options: CallOptions,
): Promise<JsonAnswer<T>> => {
  const replies: ModelReply[] = [];
  let { messages } = request.body;
  for (;;) {
    const reply = await client.invoke({ ...request, body: { ...request.body, messages } }, options);
    replies.push(reply);
    if (reply.stopReason === 'refusal') throw new UnfitReplyError('it declined to answer', replies);
    const verdict = checkReply(reply, validate);
    if (verdict.ok) return { value: verdict.value, replies };
    const problem = problemOf(verdict.details);
    if (replies.length === 2) throw new UnfitReplyError(problem, replies);
    messages = [...request.body.messages, ...correction(reply, problem)];
  }
};
