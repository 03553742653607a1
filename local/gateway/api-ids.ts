import { localAccount, localRegion } from '../local-environment';

/** Ids of the two APIs and name of their stage, as they appear in events and ARNs. */
export const restApiId = 'localrest1';
export const socketApiId = 'localsock1';
export const stageName = 'local';

/** ARN of a method of the REST API: `POST` and `/chat`. */
export const restMethodArn = (method: string, path: string): string =>
  `arn:aws:execute-api:${localRegion}:${localAccount}:${restApiId}/${stageName}/${method}${path}`;

/** ARN of a route of the WebSocket API: `$connect`. */
export const socketRouteArn = (routeKey: string): string =>
  `arn:aws:execute-api:${localRegion}:${localAccount}:${socketApiId}/${stageName}/${routeKey}`;
