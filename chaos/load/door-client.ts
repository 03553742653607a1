import type { Message, Outcome } from './ledger';

/** A customer's way in. */
export interface DoorClient {
  /** Sends a message once. Always resolves. */
  send(message: Message, sessionId: string | undefined): Promise<Outcome>;
  close(): void;
}

/** The action as both doors take it. */
export const requestOf = (message: Message, sessionId: string | undefined) => ({
  action: 'sendMessage',
  requestId: message.requestId,
  data: {
    message: message.text,
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(message.mayWait ? { notifyWhenBusy: true } : {}),
  },
});
