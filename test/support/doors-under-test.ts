import { setTimeout as delay } from 'node:timers/promises';
import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import type { Doors } from '../../chaos/fuzz/doors/doors';
import { managementApi } from '../../core/connections/management-api';
import type { PostFrame } from '../../core/connections/post-frame';
import { relayTo } from '../../lambdas/socket-bridge/orchestrator-client';
import { socketBridge } from '../../lambdas/socket-bridge/socket-bridge';
import { startGatewayUnderTest } from './gateway-under-test';
import { memoryConnectionStore } from './memory-connection-store';
import { startTestServer } from './test-server';

export interface DoorsUnderTest extends Doors {
  /** Lines that the gateway logged: it logs what failed. */
  readonly gatewayLog: readonly string[];
  stop(): Promise<void>;
}

/** Gateway, socket bridge and orchestrator over real HTTP and WebSocket in this process, with fakes behind them. */
export const startDoors = async (): Promise<DoorsUnderTest> => {
  const gatewayLog: string[] = [];
  let postFrame: PostFrame = async () => undefined;
  const server = await startTestServer({ postFrame: (...frame) => postFrame(...frame) });
  const bridges: ReturnType<typeof socketBridge>[] = [];
  const gateway = await startGatewayUnderTest({
    bridge: async (event) => ({ ok: true, payload: JSON.stringify(await bridges[0]?.(event)) }),
    options: { orchestratorUrl: server.url, throttled: false, log: (line) => gatewayLog.push(line) },
  });
  const client = new ApiGatewayManagementApiClient({
    endpoint: gateway.connectionsUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    maxAttempts: 1,
  });
  const management = managementApi(client, delay);
  ({ postFrame } = management);
  bridges.push(
    socketBridge({
      ...management,
      connections: memoryConnectionStore(),
      relay: relayTo(server.url),
      makeRequestId: () => 'made-up',
      now: Date.now,
      logger: {
        debug: () => undefined,
        info: () => undefined,
        warn: () => undefined,
        error: () => undefined,
      },
      record: () => undefined,
    }),
  );
  return {
    gateway: gateway.url,
    orchestrator: server.url,
    token: 'valid',
    principalId: 'guest:1',
    gatewayLog,
    stop: async () => {
      client.destroy();
      await gateway.close();
      await server.stop();
    },
  };
};
