import type { JournalEntry, JournalMessage } from './journal-entry';

/** SQS remembers a deduplication id for five minutes (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html). */
export const deduplicationWindowMs = 5 * 60 * 1000;

type Sent = Extract<JournalEntry, { sent: unknown }>;

/** What the queues held when the journal was written: each message once, in the order of its queue. */
export class JournalState {
  readonly #messages = new Map<string, { readonly queue: string; readonly message: JournalMessage }>();
  readonly #sent = new Map<string, Sent>();

  apply(entry: JournalEntry): void {
    if ('put' in entry) this.#put(entry.queue, entry.put);
    else if ('delete' in entry) this.#messages.delete(entry.delete);
    else if ('purge' in entry) this.#purge(entry.purge);
    else this.#sent.set(`${entry.queue} ${entry.sent}`, entry);
  }

  get size(): number {
    return this.#messages.size;
  }

  has(messageId: string): boolean {
    return this.#messages.has(messageId);
  }

  messagesOf(queue: string): readonly JournalMessage[] {
    return [...this.#messages.values()].filter((held) => held.queue === queue).map((held) => held.message);
  }

  /** Deduplication ids that still count at `now`. */
  sentTo(queue: string, now: number): readonly Sent[] {
    return [...this.#sent.values()].filter(
      (sent) => sent.queue === queue && now - sent.at < deduplicationWindowMs,
    );
  }

  /** The shortest journal that says the same at `now`; forgets what no longer counts. */
  entries(now: number): readonly JournalEntry[] {
    for (const [key, sent] of this.#sent) if (now - sent.at >= deduplicationWindowMs) this.#sent.delete(key);
    return [
      ...this.#sent.values(),
      ...[...this.#messages.values()].map(({ queue, message }) => ({ put: message, queue })),
    ];
  }

  #put(queue: string, message: JournalMessage): void {
    this.#messages.delete(message.messageId);
    this.#messages.set(message.messageId, { queue, message });
    const { messageDeduplicationId: sent, messageId, sequenceNumber, sentTimestamp: at } = message;
    if (sent === undefined || message.approximateReceiveCount > 0) return;
    this.#sent.set(`${queue} ${sent}`, {
      sent,
      queue,
      messageId,
      at,
      ...(sequenceNumber === undefined ? {} : { sequenceNumber }),
    });
  }

  #purge(queue: string): void {
    for (const [id, held] of this.#messages) if (held.queue === queue) this.#messages.delete(id);
  }
}
