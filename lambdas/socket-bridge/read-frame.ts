import {
  type ChatAction,
  chatRequestSchema,
  defaultLanguage,
  type Language,
  requestIdPattern,
} from '../../contracts/chat-request';
import type { ErrorCode, ErrorDetail } from '../../contracts/error-codes';
import { decodeJson } from '../../core/http/decode-json-body';

/** What the bridge knows of a frame. `problem`: why it is not worth sending on. */
export interface FrameFacts {
  readonly requestId: string;
  readonly language: Language;
  readonly problem?: { readonly code: ErrorCode; readonly details: readonly ErrorDetail[] };
}

const languages: readonly string[] = chatRequestSchema.properties.data.properties.preferredLanguage.enum;
const actions: readonly string[] = chatRequestSchema.properties.action.enum satisfies readonly ChatAction[];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isLanguage = (value: unknown): value is Language =>
  typeof value === 'string' && languages.includes(value);

const requestIdOf = (frame: unknown): string | undefined => {
  const requestId = isRecord(frame) ? frame['requestId'] : undefined;
  return typeof requestId === 'string' && new RegExp(requestIdPattern).test(requestId)
    ? requestId
    : undefined;
};

const languageOf = (frame: unknown): Language => {
  const data = isRecord(frame) ? frame['data'] : undefined;
  const language = isRecord(data) ? data['preferredLanguage'] : undefined;
  return isLanguage(language) ? language : defaultLanguage;
};

const problemOf = (frame: unknown): ErrorDetail | undefined => {
  if (!isRecord(frame)) return { field: 'body', problem: 'must be an object' };
  const action = frame['action'];
  return typeof action === 'string' && actions.includes(action)
    ? undefined
    : { field: 'action', problem: `must be one of ${actions.join(', ')}, ping` };
};

/** Reads so much of a frame as its error frame needs; the schema is the orchestrator's to check. */
export const readFrame = (bytes: Uint8Array, makeRequestId: () => string): FrameFacts => {
  const decoded = decodeJson(bytes);
  if (!decoded.ok) {
    const { code, details } = decoded;
    return { requestId: makeRequestId(), language: defaultLanguage, problem: { code, details } };
  }
  const { value } = decoded;
  const detail = problemOf(value);
  return {
    requestId: requestIdOf(value) ?? makeRequestId(),
    language: languageOf(value),
    ...(detail === undefined ? {} : { problem: { code: 'INVALID_REQUEST', details: [detail] } }),
  };
};
