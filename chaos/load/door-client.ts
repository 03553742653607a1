import type { Outcome } from '../clients/outcome';
import type { MessageRequest } from '../clients/rest-client';
import type { Message } from './ledger';

export type { MessageRequest };

/** A customer's way in. */
export interface DoorClient {
  /** Sends a message once. Always resolves. */
  send(request: MessageRequest): Promise<Outcome>;
  close?(): void;
}

/** The action as both doors take it. */
export const requestOf = (message: Message, sessionId: string | undefined): MessageRequest => ({
  action: 'sendMessage',
  requestId: message.requestId,
  data: {
    message: message.text,
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(message.mayWait ? { notifyWhenBusy: true } : {}),
  },
});
