import type { ErrorBody, ErrorCode } from '../../../contracts/error-codes';
import { errorCodes } from '../../../contracts/error-codes';
import { frameSchemas } from '../../../contracts/frame-schemas';
import { errorBodySchema } from '../../../contracts/reply-schemas';
import type { ErrorFrame } from '../../../contracts/socket-frames';
import { createValidator } from '../../../core/json-schema/create-validator';

/** What a door answered. */
export interface DoorAnswer {
  /** Of an error; none: it was answered. */
  readonly code?: ErrorCode;
  /** In JSON, to be compared. */
  readonly details: string;
  /** Where the answer is not in the documented shape. */
  readonly problem?: string;
}

const parseBody = createValidator<ErrorBody>(errorBodySchema);
const parseFrame = createValidator<ErrorFrame>(frameSchemas.error);

const parseJson = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
};

const start = (text: string): string => JSON.stringify(text.slice(0, 300));

const noAnswer = (problem: string): DoorAnswer => ({ details: '[]', problem });

/** Reads a reply of REST. */
export const restAnswer = (status: number, text: string): DoorAnswer => {
  const value = parseJson(text);
  if (status < 400)
    return value === undefined ? noAnswer(`${status} without JSON: ${start(text)}`) : { details: '[]' };
  const body = parseBody(value);
  if (!body.ok) return noAnswer(`${status} with another body than an error's: ${start(text)}`);
  const { code, details = [] } = body.value;
  return {
    code,
    details: JSON.stringify(details),
    ...(errorCodes[code].status === status ? {} : { problem: `${code} with status ${status}` }),
  };
};

/** Reads the last frame about a message. */
export const frameAnswer = (text: string): DoorAnswer => {
  const frame = parseFrame(parseJson(text));
  if (frame.ok) return { code: frame.value.code, details: JSON.stringify(frame.value.details ?? []) };
  return /^\{"type":"(?:end|history|cleared|deferred|pong)"/.test(text)
    ? { details: '[]' }
    : noAnswer(`an unknown frame: ${start(text)}`);
};

export const silence = (waitedMs: number): DoorAnswer => noAnswer(`no answer within ${waitedMs} ms`);
