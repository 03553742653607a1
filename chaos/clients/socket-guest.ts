import { setTimeout as delay } from 'node:timers/promises';
import { newGuest } from './guest';
import { openSocket, type SocketClient } from './socket-client';

/** A new guest with an open socket. */
export interface SocketGuest {
  readonly token: string;
  readonly socket: SocketClient;
}

/** A handshake that fails is tried again after a second, as a client that means to come in would. */
const openPatiently = async (gateway: string, token: string, tries = 10): Promise<SocketClient> => {
  try {
    return await openSocket(gateway, token);
  } catch (error) {
    if (tries <= 1) throw error;
    await delay(1_000);
    return openPatiently(gateway, token, tries - 1);
  }
};

export const newSocketGuest = async (gateway: string): Promise<SocketGuest> => {
  const { token } = await newGuest(gateway);
  return { token, socket: await openPatiently(gateway, token) };
};
