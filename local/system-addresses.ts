import { type MessagingAddresses, messagingAddresses } from './emulators/messaging-addresses';
import { localEnvironment, loopback } from './local-environment';
import type { PortName, SystemPlan } from './system-plan';

export interface SystemAddresses extends Readonly<Record<PortName, string>> {
  readonly socket: string;
  readonly resources: MessagingAddresses;
}

/** Base URLs of everything, as the plan's ports give them. */
export const systemAddresses = ({ ports }: SystemPlan): SystemAddresses => {
  const url = (port: PortName): string => `http://${loopback}:${ports[port]}`;
  return {
    gateway: url('gateway'),
    connections: url('connections'),
    orchestrator: url('orchestrator'),
    deferredConsumer: url('deferredConsumer'),
    functions: url('functions'),
    dynamoDb: url('dynamoDb'),
    messaging: url('messaging'),
    bedrock: url('bedrock'),
    search: url('search'),
    socket: `ws://${loopback}:${ports.gateway}/socket`,
    resources: messagingAddresses(url('messaging'), localEnvironment),
  };
};
