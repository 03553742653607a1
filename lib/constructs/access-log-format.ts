const json = (fields: Readonly<Record<string, string>>): string => JSON.stringify(fields);

/** One line for a REST request: no body, no headers, no address of a person's device beyond the one AWS needs for abuse. */
export const restAccessLogFormat = json({
  requestId: '$context.requestId',
  principalId: '$context.authorizer.principalId',
  method: '$context.httpMethod',
  path: '$context.resourcePath',
  status: '$context.status',
  error: '$context.error.responseType',
  integrationStatus: '$context.integration.status',
  integrationLatencyMs: '$context.integrationLatency',
  latencyMs: '$context.responseLatency',
  responseBytes: '$context.responseLength',
  firewall: '$context.waf.status',
  sourceIp: '$context.identity.sourceIp',
  time: '$context.requestTimeEpoch',
});

/** One line for a frame or a connection. */
export const socketAccessLogFormat = json({
  requestId: '$context.requestId',
  connectionId: '$context.connectionId',
  principalId: '$context.authorizer.principalId',
  event: '$context.eventType',
  route: '$context.routeKey',
  status: '$context.status',
  error: '$context.error.responseType',
  integrationStatus: '$context.integration.status',
  integrationLatencyMs: '$context.integrationLatency',
  sourceIp: '$context.identity.sourceIp',
  time: '$context.requestTimeEpoch',
});
