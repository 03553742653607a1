import type { IncomingMessage } from 'node:http';
import type { RestRoute } from '../../../contracts/api-routes';
import { localAccount } from '../../local-environment';
import { restApiId, restMethodArn, stageName } from '../api-ids';
import { callerParameters, sourceIp, userAgent } from '../caller';

/** What a REST API's REQUEST authorizer is called with. */
export const restAuthorizerEvent = (
  request: IncomingMessage,
  route: RestRoute,
  requestId: string,
  now: number,
) => ({
  type: 'REQUEST',
  methodArn: restMethodArn(route.method, route.path),
  resource: route.path,
  path: route.path,
  httpMethod: route.method,
  ...callerParameters(request),
  pathParameters: null,
  stageVariables: null,
  requestContext: {
    accountId: localAccount,
    apiId: restApiId,
    httpMethod: route.method,
    identity: { sourceIp: sourceIp(request), userAgent: userAgent(request) },
    path: `/${stageName}${route.path}`,
    protocol: 'HTTP/1.1',
    requestId,
    requestTimeEpoch: now,
    resourceId: route.operation,
    resourcePath: route.path,
    stage: stageName,
  },
});
