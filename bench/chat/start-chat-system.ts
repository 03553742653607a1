import { type ProcessName, startProcesses } from '../system/start-processes';

/** The processes that a chat needs. */
export const chatProcesses = [
  'orchestrator',
  'emulators',
  'bedrock-stand-in',
  'search-stand-in',
] as const satisfies readonly ProcessName[];
export type ChatProcess = (typeof chatProcesses)[number];

export interface ChatSystem {
  readonly chatUrl: URL;
  /** The stand-in of Bedrock. */
  readonly modelUrl: string;
  /** DynamoDB's emulator. */
  readonly storeUrl: string;
  pid(process: ChatProcess): number;
  stop(): Promise<void>;
}

/** The chat and what it stands on, with a model that answers at once. */
export const startChatSystem = async (): Promise<ChatSystem> => {
  const system = await startProcesses({ processes: chatProcesses });
  return {
    chatUrl: new URL('/chat', system.addresses.orchestrator),
    modelUrl: system.addresses.bedrock,
    storeUrl: system.addresses.dynamoDb,
    pid: (name) => system.pid(name),
    stop: () => system.stop(),
  };
};
