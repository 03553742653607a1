import { type ErrorCode, errorCodes } from '../../contracts/error-codes';
import { errorCodeNames } from '../../contracts/reply-schemas';
import { errorMessages } from '../../core/chat/error-messages';
import type { JsonObject } from './document-schema';

/** Codes that any route may answer with: the firewall, the throttles, HTTP itself, and what can be wrong with us. */
const everywhere: readonly ErrorCode[] = [
  'FORBIDDEN',
  'REQUEST_TIMEOUT',
  'RATE_LIMITED',
  'HEADERS_TOO_LARGE',
  'INTERNAL',
  'OVERLOADED',
  'DEADLINE_EXCEEDED',
];

/** Codes of requests that name no route; they are answered, but belong to none. */
const nowhere: readonly ErrorCode[] = ['NOT_FOUND', 'METHOD_NOT_ALLOWED'];

/** Codes that a route may answer with. Only the chat reads a body. */
export const codesOf = (operation: string): readonly ErrorCode[] =>
  operation === 'chat' ? errorCodeNames.filter((code) => !nowhere.includes(code)) : everywhere;

/** The table of all codes, in Markdown. */
export const errorTable = (): string =>
  [
    '| Code | Status | Send it again? | Meaning |',
    '|---|---|---|---|',
    ...errorCodeNames.map((code) => {
      const { status, retryable } = errorCodes[code];
      return `| \`${code}\` | ${status} | ${retryable ? 'yes' : 'no'} | ${errorMessages[code].en} |`;
    }),
  ].join('\n');

const example = (code: ErrorCode): JsonObject => {
  const { status, retryable } = errorCodes[code];
  return {
    value: {
      code,
      message: errorMessages[code].en,
      retryable,
      requestId: '7d1f0c1e-31a6-4c5c-9f0e-2b7f5a4f9c11',
      ...(status === 429 || status === 503 ? { retryAfterSeconds: 2 } : {}),
      ...(code === 'INVALID_REQUEST'
        ? { details: [{ field: 'data.message', problem: 'is required when action is sendMessage' }] }
        : {}),
    },
  };
};

/** The error replies of a route: one for each status, with an example of each code. */
export const errorResponses = (operation: string): JsonObject => {
  const codes = codesOf(operation);
  const statuses = [...new Set(codes.map((code) => errorCodes[code].status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const own = codes.filter((code) => errorCodes[code].status === status);
      return [
        String(status),
        {
          description: own.map((code) => `\`${code}\`: ${errorMessages[code].en}`).join('\n\n'),
          headers: {
            'X-Request-Id': { $ref: '#/components/headers/RequestId' },
            ...(status === 429 || status === 503
              ? { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }
              : {}),
          },
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/ErrorBody' },
              examples: Object.fromEntries(own.map((code) => [code, example(code)])),
            },
          },
        },
      ];
    }),
  );
};
