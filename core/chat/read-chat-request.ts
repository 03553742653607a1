import { type ChatRequest, chatRequestSchema } from '../../contracts/chat-request';
import { missingForAction } from '../../contracts/chat-request-rules';
import type { DecodedBody } from '../http/decode-json-body';
import { createValidator } from '../json-schema/create-validator';
import { ChatError } from './chat-error';

const validate = createValidator<ChatRequest>(chatRequestSchema);

/** The request in a decoded body. Throws a `ChatError` that names the fields that are wrong. */
export const readChatRequest = (body: DecodedBody): ChatRequest => {
  if (!body.ok) throw new ChatError(body.code, 'The body cannot be read', body);
  const verdict = validate(body.value);
  if (!verdict.ok) throw new ChatError('INVALID_REQUEST', 'The request breaks the schema', verdict);
  const details = missingForAction(verdict.value);
  if (details.length > 0) throw new ChatError('INVALID_REQUEST', 'The request lacks a field', { details });
  return verdict.value;
};
