import type { ErrorDetail } from '../../contracts/error-codes';
import type { CallOptions, ModelClient, ModelReply, ModelRequest } from './model-client';

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

/** The model was asked twice, and neither reply fitted. Asking again would cost, and most likely not help. */
export class UnfitReplyError extends Error {
  override readonly name = 'UnfitReplyError';
  readonly retryable = false;
  readonly fault = 'model';
  readonly replies: readonly ModelReply[];

  constructor(problem: string, replies: readonly ModelReply[]) {
    super(`The model's reply did not fit, asked twice: ${problem}`);
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

const problemOf = (details: readonly ErrorDetail[]): string =>
  details.map(({ field, problem }) => `${field}: ${problem}`).join('; ');

/**
 * Asks for JSON that a schema accepts. A reply that does not fit is asked for once more, with what is wrong with it.
 * Rejects with `UnfitReplyError` when the second does not fit either, and with `ModelCallError` as the client does.
 */
export const askForJson = async <T>(
  client: Pick<ModelClient, 'invoke'>,
  request: ModelRequest,
  validate: Validate<T>,
  options: CallOptions,
): Promise<JsonAnswer<T>> => {
  const check = (reply: ModelReply): ReturnType<Validate<T>> => {
    const value = reply.stopReason === 'max_tokens' ? undefined : jsonOfReply(reply.text);
    return value === undefined
      ? { ok: false, details: [{ field: 'reply', problem: 'is not one whole JSON value' }] }
      : validate(value);
  };

  const first = await client.invoke(request, options);
  const verdict = check(first);
  if (verdict.ok) return { value: verdict.value, replies: [first] };

  const problem = problemOf(verdict.details);
  const { messages } = request.body;
  const second = await client.invoke(
    {
      ...request,
      body: {
        ...request.body,
        messages: [
          ...messages,
          {
            role: 'assistant',
            content: [{ type: 'text', text: first.text.trim() === '' ? '(empty)' : first.text }],
          },
          {
            role: 'user',
            content: [
              {
                type: 'text',
                text: `Your reply does not fit the schema: ${problem}\nReply with the corrected JSON alone.`,
              },
            ],
          },
        ],
      },
    },
    options,
  );
  const retried = check(second);
  if (retried.ok) return { value: retried.value, replies: [first, second] };
  throw new UnfitReplyError(problemOf(retried.details), [first, second]);
};
