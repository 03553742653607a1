import { AttemptStopped } from '../../../core/bedrock/attempt';
import { classifyError } from '../../../core/bedrock/classify-error';
import { WireError } from '../../../core/bedrock/wire-error';
import { awsError, nodeError } from './support/fake-transport';

const now = Date.parse('2026-11-24T03:00:00Z');

const outage = { fault: 'region', health: 'region', failover: 'yes', retryable: true };
const throttled = { fault: 'model', health: 'throttled', failover: 'yes', retryable: true };
const modelTrouble = { fault: 'model', health: 'model-suspect', failover: 'yes', retryable: true };
const misconfigured = { fault: 'configuration', health: 'quarantine', failover: 'once', retryable: true };
const credentials = { fault: 'configuration', health: 'none', failover: 'no', retryable: true };
const badRequest = { fault: 'caller', health: 'none', failover: 'no', retryable: false };

describe('a region in trouble: another one is asked, and the region is remembered', () => {
  test.each([
    awsError('ServiceUnavailableException', 503),
    awsError('InternalServerException', 500),
    awsError('UnknownError', 502),
    nodeError('ECONNREFUSED'),
    nodeError('ENOTFOUND'),
    nodeError('EAI_AGAIN'),
    nodeError('ECONNRESET'),
    nodeError('EPIPE'),
    nodeError('ETIMEDOUT'),
    nodeError('DEPTH_ZERO_SELF_SIGNED_CERT'),
    nodeError('ERR_TLS_CERT_ALTNAME_INVALID'),
    Object.assign(new Error('no connection within 3000 ms'), { name: 'TimeoutError' }),
    Object.assign(nodeError('ECONNRESET'), { name: 'TimeoutError' }),
    new TypeError('failed', { cause: nodeError('ECONNREFUSED') }),
  ])('%s', (error) => {
    expect(classifyError(error, now)).toMatchObject(outage);
  });
});

describe('too much for that model in that region: another region is asked, and only the pair is remembered', () => {
  test.each([
    awsError('ThrottlingException', 429),
    awsError('ModelNotReadyException', 429),
    awsError('ServiceQuotaExceededException', 400),
    awsError('SomethingNew', 429),
  ])('%s', (error) => {
    expect(classifyError(error, now)).toMatchObject(throttled);
  });

  test.each([
    ['7', 7000],
    ['Tue, 24 Nov 2026 03:00:30 GMT', 30_000],
    ['soon', undefined],
    ['-5', undefined],
  ])('Retry-After "%s" is a wait of %s ms', (retryAfter, ms) => {
    const verdict = classifyError(awsError('ThrottlingException', 429, { retryAfter }), now);
    expect(verdict.retryAfterMs).toBe(ms);
  });
});

describe('a model in trouble: another region is asked, and it counts', () => {
  test.each([
    awsError('ModelTimeoutException', 408),
    awsError('ModelErrorException', 424),
    awsError('ModelStreamErrorException', 424),
    new WireError('StreamCut', 'cut'),
    new WireError('UnreadableReply', 'not JSON'),
    new AttemptStopped('idle'),
  ])('%s', (error) => {
    expect(classifyError(error, now)).toMatchObject(modelTrouble);
  });
});

describe('our configuration: one other region is asked, and the model is quarantined in this one', () => {
  test.each([
    awsError('AccessDeniedException', 403, { message: 'not authorized to perform: bedrock:InvokeModel' }),
    awsError('ResourceNotFoundException', 404),
    awsError('ValidationException', 400, { message: 'The provided model identifier is invalid.' }),
    awsError('ValidationException', 400, {
      message: 'Invocation of model ID anthropic.x with on-demand throughput isn’t supported.',
    }),
    awsError('ResourceNotFoundException', 404, {
      message: 'This model version has reached the end of its life.',
    }),
    awsError('ValidationException', 400, { message: 'Operation not allowed' }),
    awsError('NotAuthorized', 400),
    awsError('OptInRequired', 403),
  ])('%s', (error) => {
    expect(classifyError(error, now)).toMatchObject(misconfigured);
  });
});

describe('who we are: no other region would believe us either, and health is untouched', () => {
  test.each([
    awsError('ExpiredTokenException', 403),
    awsError('UnrecognizedClientException', 403),
    awsError('InvalidSignatureException', 403),
    awsError('IncompleteSignature', 400),
    awsError('RequestTimeTooSkewed', 403),
    awsError('MissingAuthenticationTokenException', 403),
    awsError('AccessDeniedException', 403, { message: 'Authentication failed: check your API Key.' }),
    awsError('Unauthorized', 401),
    Object.assign(new Error('Could not load credentials'), { name: 'CredentialsProviderError' }),
    new WireError('NoCredentials', 'the token service refuses'),
    new AttemptStopped('credentials'),
  ])('%s', (error) => {
    expect(classifyError(error, now)).toMatchObject(credentials);
  });
});

describe('what the caller sent: refused everywhere, and health is untouched', () => {
  test.each([
    awsError('ValidationException', 400, { message: 'messages: text content blocks must be non-empty' }),
    awsError('ValidationException', 400, { message: 'Input is too long for requested model.' }),
    awsError('PayloadTooLarge', 413),
  ])('%s', (error) => {
    expect(classifyError(error, now)).toMatchObject(badRequest);
  });
});

describe('what we stopped ourselves', () => {
  test('says nothing when the caller went away', () => {
    expect(classifyError(new AttemptStopped('caller'), now)).toMatchObject({
      fault: 'caller',
      health: 'none',
      failover: 'no',
      reason: 'Aborted',
    });
  });

  test('says nothing about a region when the request never left our queue', () => {
    expect(classifyError(new AttemptStopped('connection'), now)).toMatchObject({
      health: 'none',
      failover: 'yes',
    });
  });

  test.each(['deadline', 'share', 'timeout'] as const)(
    'counts against a region that did not answer (%s)',
    (why) => {
      expect(classifyError(new AttemptStopped(why), now)).toMatchObject({
        fault: 'region',
        health: 'region-suspect',
      });
    },
  );
});

test('a mistake of our own is not retried and blames no region', () => {
  expect(classifyError(new TypeError('x is not a function'), now)).toMatchObject({
    fault: 'configuration',
    health: 'none',
    failover: 'no',
    retryable: false,
  });
  expect(classifyError(new Error('a stream without more text is whole'), now)).toMatchObject({
    health: 'none',
    reason: 'Error',
  });
  expect(classifyError('a string', now)).toMatchObject({ health: 'none' });
});

test('what a customer wrote is not in the message', () => {
  const message = 'Malformed input request: [私の電話番号は090] "secret" does not match {pattern}';
  const verdict = classifyError(awsError('ValidationException', 400, { message }), now);
  expect(verdict.message).toBe('Malformed input request: … … does not match …');
});
