import { CfnGatewayResponse } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import { type ErrorCode, errorCodes } from '../../contracts/error-codes';

interface GatewayAnswer {
  readonly type: string;
  readonly code: ErrorCode;
  /** JSON, or a variable that is a JSON string. */
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const text = (message: string): string => JSON.stringify(message);

/** What API Gateway says itself, in the shape of `contracts/error-codes.ts`. */
const answers: readonly GatewayAnswer[] = [
  {
    type: 'BAD_REQUEST_BODY',
    code: 'INVALID_REQUEST',
    message: '"The body does not fit: $context.error.validationErrorString"',
  },
  { type: 'BAD_REQUEST_PARAMETERS', code: 'INVALID_REQUEST', message: '$context.error.messageString' },
  {
    type: 'UNAUTHORIZED',
    code: 'UNAUTHORIZED',
    message: text('Send a valid token: Authorization: Bearer …'),
  },
  { type: 'ACCESS_DENIED', code: 'UNAUTHORIZED', message: text('The token is not valid, or has expired.') },
  { type: 'AUTHORIZER_FAILURE', code: 'INTERNAL', message: text('The token could not be checked.') },
  {
    type: 'AUTHORIZER_CONFIGURATION_ERROR',
    code: 'INTERNAL',
    message: text('The token could not be checked.'),
  },
  { type: 'WAF_FILTERED', code: 'FORBIDDEN', message: text('The request was refused by the firewall.') },
  {
    type: 'MISSING_AUTHENTICATION_TOKEN',
    code: 'NOT_FOUND',
    message: text('There is no such method and path.'),
  },
  { type: 'RESOURCE_NOT_FOUND', code: 'NOT_FOUND', message: text('There is no such path.') },
  { type: 'REQUEST_TOO_LARGE', code: 'PAYLOAD_TOO_LARGE', message: text('The body may have 65536 bytes.') },
  {
    type: 'UNSUPPORTED_MEDIA_TYPE',
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: text('Send application/json in UTF-8.'),
  },
  {
    type: 'THROTTLED',
    code: 'RATE_LIMITED',
    message: text('Too many requests: try again in a second.'),
    headers: { 'gatewayresponse.header.Retry-After': "'1'" },
  },
  {
    type: 'QUOTA_EXCEEDED',
    code: 'RATE_LIMITED',
    message: text('The quota of the day is used up.'),
    headers: { 'gatewayresponse.header.Retry-After': "'3600'" },
  },
  {
    type: 'INTEGRATION_FAILURE',
    code: 'OVERLOADED',
    message: text('The service cannot be reached: try again.'),
  },
  { type: 'INTEGRATION_TIMEOUT', code: 'DEADLINE_EXCEEDED', message: text('No answer in time: try again.') },
  {
    type: 'API_CONFIGURATION_ERROR',
    code: 'INTERNAL',
    message: text('The service is not configured correctly.'),
  },
  { type: 'INVALID_API_KEY', code: 'FORBIDDEN', message: text('The API key is not valid.') },
  { type: 'DEFAULT_4XX', code: 'INVALID_REQUEST', message: '$context.error.messageString' },
  { type: 'DEFAULT_5XX', code: 'INTERNAL', message: text('Something went wrong: try again.') },
];

/** Types whose status belongs to the case, not to the type. */
const keepsStatus = ['DEFAULT_4XX', 'DEFAULT_5XX'];

const body = ({ code, message }: GatewayAnswer): string =>
  `{"code":"${code}","message":${message},"retryable":${errorCodes[code].retryable},"requestId":"$context.requestId"}`;

/** Gives every refusal of the gateway the shape of the server's own. */
export const addGatewayResponses = (scope: Construct, restApiId: string): readonly CfnGatewayResponse[] =>
  answers.map(
    (answer) =>
      new CfnGatewayResponse(scope, `Response-${answer.type}`, {
        restApiId,
        responseType: answer.type,
        ...(keepsStatus.includes(answer.type) ? {} : { statusCode: String(errorCodes[answer.code].status) }),
        responseTemplates: { 'application/json': body(answer) },
        ...(answer.headers === undefined ? {} : { responseParameters: answer.headers }),
      }),
  );
