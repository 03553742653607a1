import Ajv, { type SchemaObject } from 'ajv-draft-04';
import type { ErrorDetail } from '../../contracts/error-codes';
import { describeError } from './describe-error';

/** The value as the schema's type, or what is wrong with it. */
export type Validation<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly details: readonly ErrorDetail[] };

export type Validator<T> = (value: unknown) => Validation<T>;

const dateTimePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** RFC 3339. */
const isDateTime = (text: string): boolean => dateTimePattern.test(text) && !Number.isNaN(Date.parse(text));

/** More are not listed: a caller mends a few at a time, and a reply stays small. */
const detailsOfReply = 10;

/**
 * Compiles a draft-04 schema of `contracts/` once; `T` is its `FromSchema` type.
 * Details name fields as paths (`data.message`, `creators.0`) and state the limit; they never repeat the caller's text.
 * `root` names the document itself where the fault is not in a field. At most `maxDetails` of them. The value is not changed.
 * Compiling takes milliseconds: do it when the process starts, not for each value.
 */
export const createValidator = <T>(
  schema: SchemaObject,
  root = 'body',
  maxDetails = detailsOfReply,
): Validator<T> => {
  const check = new Ajv({
    allErrors: true,
    ownProperties: true,
    verbose: true,
    formats: { 'date-time': isDateTime },
  }).compile<T>(schema);
  return (value) =>
    check(value)
      ? { ok: true, value }
      : {
          ok: false,
          details: (check.errors ?? []).slice(0, maxDetails).map((error) => describeError(error, root)),
        };
};
