import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../aws-error';

/** The scope of a Signature Version 4: `Credential=AKID/20260101/us-east-1/bedrock/aws4_request`. */
const credentialScope = /Credential=([^/]+)\/\d{8}\/([a-z0-9-]+)\/bedrock\/aws4_request/;

const defaultRegion = 'us-east-1';

/**
 * The region that a request was signed for. Signatures are not verified: any key is a good one,
 * but for the two that tests use to be refused (access key `REFUSED`, session token `EXPIRED`).
 */
export const regionOf = (headers: IncomingHttpHeaders): string => {
  const authorization = headers.authorization ?? '';
  if (authorization === '') {
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  if (authorization.startsWith('Bearer ')) return defaultRegion;
  const scope = credentialScope.exec(authorization);
  if (scope === null) {
    throw new AwsError(
      'InvalidSignatureException',
      'Credential should be scoped to correct service: bedrock.',
    );
  }
  const [, accessKey, region = defaultRegion] = scope;
  if (accessKey === 'REFUSED') {
    throw new AwsError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    );
  }
  if (headers['x-amz-security-token'] === 'EXPIRED') {
    throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
  }
  return region;
};
