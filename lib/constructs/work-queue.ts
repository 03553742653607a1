import { Duration, Stack } from 'aws-cdk-lib';
import { type IQueue, Queue, QueueEncryption, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  deadLetterQueueName,
  deadLetterRetentionSeconds,
  maxJobBytes,
  type QueuePolicy,
  queueName,
  queueRetentionSeconds,
  receiveWaitSeconds,
  visibilityTimeoutSeconds,
} from '../../contracts/queue-policies';

export interface WorkQueueProps {
  readonly environment: string;
  readonly policy: QueuePolicy;
}

/**
 * A queue and its dead-letter queue of the same type, as a policy of `contracts/queue-policies.ts` says. Both are
 * encrypted and refuse calls without TLS and messages that are too long to be parked; dead letters stay for 14 days, and only this queue may send them.
 */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { environment, policy }: WorkQueueProps) {
    super(scope, id);
    // `fifo: false` is not the same as no `fifo`: CloudFormation refuses it on a standard queue.
    const shared = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      maxMessageSizeBytes: maxJobBytes,
      ...(policy.fifo ? { fifo: true } : {}),
    };
    const name = queueName(environment, policy);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...shared,
      queueName: deadLetterQueueName(environment, policy),
      retentionPeriod: Duration.seconds(deadLetterRetentionSeconds),
      redriveAllowPolicy: { redrivePermission: RedrivePermission.BY_QUEUE, sourceQueues: [this.named(name)] },
    });
    this.queue = new Queue(this, 'Queue', {
      ...shared,
      queueName: name,
      retentionPeriod: Duration.seconds(queueRetentionSeconds),
      visibilityTimeout: Duration.seconds(visibilityTimeoutSeconds(policy)),
      receiveMessageWaitTime: Duration.seconds(receiveWaitSeconds),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: policy.maxReceiveCount },
    });
  }

  /** By name: the two queues name each other. */
  private named(queueName: string): IQueue {
    const queueArn = Stack.of(this).formatArn({ service: 'sqs', resource: queueName });
    return Queue.fromQueueArn(this, 'Source', queueArn);
  }
}
