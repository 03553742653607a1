/** A message as the queue delivered it. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  /** From 1. */
  readonly receiveCount: number;
}

/** A standard queue. Every function rejects when the queue refuses or cannot be reached. */
export interface JobQueue {
  /** Long poll: up to 10 messages, or none when the wait is over or the signal aborts. */
  receive(maxMessages: number, signal: AbortSignal): Promise<readonly ReceivedMessage[]>;
  /** Seconds from now until the message is visible; 0 hands it back. */
  setVisibility(message: ReceivedMessage, seconds: number): Promise<void>;
  delete(message: ReceivedMessage): Promise<void>;
  /** Puts a message on the queue that is not visible before `delaySeconds` (at most 900). */
  send(body: string, delaySeconds: number): Promise<void>;
}
