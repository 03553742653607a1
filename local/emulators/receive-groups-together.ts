import type { SqsQueue } from './load-fauxqs';

type Dequeue = SqsQueue['dequeue'];
type Received = ReturnType<Dequeue>;

/** Runs `take` on a queue that seems to hold one message group alone, which is not locked. */
const withGroupAlone = (queue: SqsQueue, group: string, take: () => Received): Received => {
  const { fifoMessages, fifoLockedGroups } = queue;
  const processTimers = queue.processTimers.bind(queue);
  const waiting = fifoMessages.get(group) ?? [];
  queue.fifoMessages = new Map([[group, waiting]]);
  queue.fifoLockedGroups = new Map();
  queue.processTimers = () => undefined;
  try {
    const received = take();
    fifoLockedGroups.set(group, (fifoLockedGroups.get(group) ?? 0) + received.length);
    return received;
  } finally {
    if (waiting.length === 0) fifoMessages.delete(group);
    Object.assign(queue, { fifoMessages, fifoLockedGroups, processTimers });
  }
};

const bySequence = (a: { sequenceNumber?: string }, b: { sequenceNumber?: string }): number =>
  (a.sequenceNumber ?? '').localeCompare(b.sequenceNumber ?? '');

/**
 * The emulator gives one message of a group at a time. SQS gives as many of one group as it can, in their order, then
 * those of the next (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html);
 * a group stays locked until all of them are deleted or visible again, and then they are in their order again.
 */
export const receiveGroupsTogether = (queue: SqsQueue): void => {
  if (!queue.isFifo()) return;
  const dequeue = queue.dequeue.bind(queue);
  const changeVisibility = queue.changeVisibility.bind(queue);
  const processTimers = queue.processTimers.bind(queue);

  const restOfGroup = (group: string, most: number, ...how: [number?, Parameters<Dequeue>[2]?]): Received => {
    const received: Received = [];
    while (received.length < most) {
      const [next] = withGroupAlone(queue, group, () => dequeue(1, ...how));
      if (next === undefined) break;
      received.push(next);
    }
    return received;
  };

  queue.dequeue = (most, ...how) => {
    const received: Received = [];
    while (received.length < most) {
      const [first] = dequeue(1, ...how);
      if (first === undefined) break;
      received.push(first);
      const group = queue.inflightMessages.get(first.ReceiptHandle)?.message.messageGroupId;
      if (group !== undefined) received.push(...restOfGroup(group, most - received.length, ...how));
    }
    return received;
  };
  queue.changeVisibility = (receiptHandle, seconds) => {
    const group = queue.inflightMessages.get(receiptHandle)?.message.messageGroupId;
    changeVisibility(receiptHandle, seconds);
    if (group !== undefined) queue.fifoMessages.get(group)?.sort(bySequence);
  };
  queue.processTimers = () => {
    const inFlight = queue.inflightMessages.size;
    processTimers();
    if (queue.inflightMessages.size < inFlight)
      for (const waiting of queue.fifoMessages.values()) waiting.sort(bySequence);
  };
};
