import { type ChatAction, chatRequestSchema, type Language } from '../../contracts/chat-request';
import type { ErrorCode, ErrorDetail } from '../../contracts/error-codes';
import { identifyRequest } from '../../core/chat/identify-request';
import { decodeJson } from '../../core/http/decode-json-body';

/** What the bridge knows of a frame. `problem`: why it is not worth sending on. */
export interface FrameFacts {
  readonly requestId: string;
  readonly language: Language;
  readonly problem?: { readonly code: ErrorCode; readonly details: readonly ErrorDetail[] };
}

const actions: readonly string[] = chatRequestSchema.properties.action.enum satisfies readonly ChatAction[];

const problemOf = (frame: unknown): FrameFacts['problem'] => {
  const refuse = (field: string, problem: string) =>
    ({ code: 'INVALID_REQUEST', details: [{ field, problem }] }) as const;
  if (typeof frame !== 'object' || frame === null || Array.isArray(frame)) {
    return refuse('body', 'must be an object');
  }
  const action = 'action' in frame ? frame.action : undefined;
  return typeof action === 'string' && actions.includes(action)
    ? undefined
    : refuse('action', `must be one of ${actions.join(', ')}, ping`);
};

/** Reads so much of a frame as its error frame needs; the schema is the orchestrator's to check. */
export const readFrame = (bytes: Uint8Array, makeRequestId: () => string): FrameFacts => {
  const decoded = decodeJson(bytes);
  const frame = decoded.ok ? decoded.value : undefined;
  const { requestId = makeRequestId(), language } = identifyRequest(frame);
  const problem = decoded.ok ? problemOf(frame) : decoded;
  return { requestId, language, ...(problem !== undefined && { problem }) };
};
