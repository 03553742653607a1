import type { ErrorBody, ErrorCode } from '../../../contracts/error-codes';
import { errorCodes } from '../../../contracts/error-codes';
import { errorBodySchema } from '../../../contracts/reply-schemas';
import { createValidator } from '../../../core/json-schema/create-validator';
import { parseFrame } from '../../clients/parse-frame';
import { parseJson } from '../../clients/parse-json';

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

/** Reads a frame; `isLast`: no other comes about the same message. */
export const frameAnswer = (text: string): DoorAnswer & { readonly isLast: boolean } => {
  try {
    const frame = parseFrame(text);
    if (frame.type === 'error')
      return { isLast: true, code: frame.code, details: JSON.stringify(frame.details ?? []) };
    return { isLast: frame.type !== 'start' && frame.type !== 'delta', details: '[]' };
  } catch (error) {
    return { isLast: true, ...noAnswer(String(error)) };
  }
};

export const silence = (waitedMs: number): DoorAnswer => noAnswer(`no answer within ${waitedMs} ms`);

/** What is wrong with an answer by itself, whatever it was sent for. */
export const faultOf = ({ code, problem }: DoorAnswer): string | undefined =>
  problem ??
  (code !== undefined && errorCodes[code].status >= 500 ? `it is answered with ${code}` : undefined);
