import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tableName } from '../../contracts/tables';
import { readEnvironment } from '../../core/config/read-environment';
import { createManagementClient } from '../../core/connections/create-management-client';
import { dynamoConnectionStore } from '../../core/connections/dynamo-connection-store';
import { managementApi } from '../../core/connections/management-api';
import { functionTools } from '../../core/functions/function-tools';
import { relayTo } from './orchestrator-client';
import { socketBridge } from './socket-bridge';
import type { SocketEvent, SocketResponse } from './socket-event';

const variables = readEnvironment('socketBridge', process.env);
const { environment, now, logger, metrics } = functionTools('socket-bridge', variables);
const connections = dynamoConnectionStore({
  client: new DynamoDBClient({}),
  table: tableName(environment, 'connections'),
  now,
});

const bridgeAt = (endpoint: string) =>
  socketBridge({
    connections,
    relay: relayTo(variables.ORCHESTRATOR_URL),
    ...managementApi(createManagementClient(endpoint), delay),
    makeRequestId: randomUUID,
    now,
    logger,
    record: metrics.record,
  });

const bridges = new Map<string, ReturnType<typeof bridgeAt>>();

const bridgeFor = ({ requestContext: { domainName, stage } }: SocketEvent) => {
  const endpoint = variables.CONNECTIONS_ENDPOINT || `https://${domainName}/${stage}`;
  const bridge = bridges.get(endpoint) ?? bridgeAt(endpoint);
  bridges.set(endpoint, bridge);
  return bridge;
};

/** Called by API Gateway for every event of the socket. */
export const handler = async (event: SocketEvent): Promise<SocketResponse> => {
  try {
    return await bridgeFor(event)(event);
  } finally {
    metrics.flush();
  }
};
