import { queuePolicies, visibilityTimeoutSeconds } from '../../contracts/queue-policies';
import { fieldOf } from './field-of';

const elementsOf = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : [];

/** Whether a message on the queue was received, and comes back long before its visibility timeout would end. */
export const isHandedBack = async (emulatorUrl: string, queueUrl: string): Promise<boolean> => {
  const query = new URLSearchParams({ QueueUrl: queueUrl });
  const reply = await fetch(`${emulatorUrl}/_ministack/sqs/messages?${query.toString()}`);
  // By account, region and queue.
  const messages = elementsOf(fieldOf(await reply.json(), 'messages'))
    .flatMap(elementsOf)
    .flatMap(elementsOf)
    .flatMap(elementsOf);
  const soon = Date.now() / 1000 + visibilityTimeoutSeconds(queuePolicies.enrichment) / 2;
  return messages.some(
    (message) => Number(fieldOf(message, 'ReceiveCount')) > 0 && Number(fieldOf(message, 'VisibleAt')) < soon,
  );
};
