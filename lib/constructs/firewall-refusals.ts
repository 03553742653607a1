import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { maxBodyBytes } from '../../contracts/api-routes';
import { type ErrorBody, type ErrorCode, errorCodes } from '../../contracts/error-codes';

const refusals = {
  tooLarge: {
    code: 'PAYLOAD_TOO_LARGE',
    message: `The body may have ${maxBodyBytes} bytes.`,
    retryable: errorCodes.PAYLOAD_TOO_LARGE.retryable,
  },
  rateLimited: {
    code: 'RATE_LIMITED',
    message: 'Too many requests in five minutes: try again in a minute.',
    retryable: errorCodes.RATE_LIMITED.retryable,
    retryAfterSeconds: 60,
  },
} as const satisfies Record<string, ErrorBody>;

type Refusal = keyof typeof refusals;

const statusOf = (code: ErrorCode): number => errorCodes[code].status;

/** Bodies of the firewall's refusals, in the shape of every other error. */
export const firewallRefusals: Readonly<Record<string, CfnWebACL.CustomResponseBodyProperty>> =
  Object.fromEntries(
    Object.entries(refusals).map(([name, body]) => [
      name,
      { contentType: 'APPLICATION_JSON', content: JSON.stringify(body) },
    ]),
  );

/** The action of a rule that refuses. */
export const refuse = (refusal: Refusal): CfnWebACL.RuleActionProperty => ({
  block: {
    customResponse: {
      responseCode: statusOf(refusals[refusal].code),
      customResponseBodyKey: refusal,
      ...(refusal === 'rateLimited'
        ? {
            responseHeaders: [{ name: 'Retry-After', value: String(refusals.rateLimited.retryAfterSeconds) }],
          }
        : {}),
    },
  },
});
