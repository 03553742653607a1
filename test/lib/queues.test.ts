import { queuePolicies } from '../../contracts/queue-policies';
import { environmentNames, environmentTemplates } from '../support/templates';

describe.each(environmentNames)('queues of %s', (name) => {
  const environment = environmentTemplates(name);
  const queues = environment.resources('AWS::SQS::Queue');
  const byName = new Map(queues.map((queue) => [queue.Properties['QueueName'], queue]));

  test('each work queue has a dead-letter queue of its own type', () => {
    for (const policy of Object.values(queuePolicies)) {
      const suffix = policy.fifo ? '.fifo' : '';
      const queue = byName.get(`manga-assist-${name}-${policy.name}${suffix}`);
      const deadLetters = byName.get(`manga-assist-${name}-${policy.name}-dlq${suffix}`);
      expect(queue?.Properties['RedrivePolicy']).toEqual({
        deadLetterTargetArn: { 'Fn::GetAtt': [deadLetters?.id, 'Arn'] },
        maxReceiveCount: policy.maxReceiveCount,
      });
      expect(queue?.Properties['FifoQueue']).toBe(policy.fifo ? true : undefined);
      expect(deadLetters?.Properties['FifoQueue']).toBe(policy.fifo ? true : undefined);
    }
  });

  test('no queue takes a message that is too long to be parked: 256 KiB', () => {
    const work = queues.filter(
      (queue) => byName.has(queue.Properties['QueueName']) && queue.stack.includes('essaging'),
    );
    expect(work).toHaveLength(4);
    for (const queue of work) expect(queue.Properties['MaximumMessageSize']).toBe(262_144);
  });

  test('dead letters stay for 14 days', () => {
    const deadLetters = queues.filter((queue) => queue.Properties['RedrivePolicy'] === undefined);
    expect(deadLetters).toHaveLength(3);
    for (const queue of deadLetters) expect(queue.Properties['MessageRetentionPeriod']).toBe(1_209_600);
  });

  test('a dead-letter queue takes messages of its own queue alone', () => {
    const policies = queues.flatMap((queue) => queue.Properties['RedriveAllowPolicy'] ?? []);
    expect(policies).toHaveLength(2);
    for (const policy of policies) {
      expect(policy.redrivePermission).toBe('byQueue');
      expect(policy.sourceQueueArns).toHaveLength(1);
    }
  });

  test('every queue is encrypted and refuses calls without TLS', () => {
    const policies = environment.resources('AWS::SQS::QueuePolicy');
    for (const queue of queues) {
      expect(queue.Properties['SqsManagedSseEnabled']).toBe(true);
      const policy = policies.find(
        ({ stack, Properties }) => stack === queue.stack && Properties['Queues'][0].Ref === queue.id,
      );
      expect(policy?.Properties['PolicyDocument'].Statement).toContainEqual(
        expect.objectContaining({
          Effect: 'Deny',
          Action: 'sqs:*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      );
    }
  });
});

describe.each(environmentNames)('the enrichment consumer of %s', (name) => {
  const environment = environmentTemplates(name);
  const [mapping] = environment.resources('AWS::Lambda::EventSourceMapping');
  const queue = environment
    .resources('AWS::SQS::Queue')
    .find(({ Properties }) => Properties['QueueName'] === `manga-assist-${name}-manga-enrichment.fifo`);
  const consumer = environment
    .resources('AWS::Lambda::Function')
    .find(({ Properties }) => Properties['FunctionName'] === `manga-assist-${name}-enrichment-consumer`);

  test('returns the messages that failed, in batches of ten, without a window, at most five at once', () => {
    expect(mapping?.Properties).toMatchObject({
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 5 },
    });
    expect(mapping?.Properties).not.toHaveProperty('MaximumBatchingWindowInSeconds');
  });

  test('a message stays invisible for six times the function’s timeout', () => {
    expect(consumer?.Properties['Timeout']).toBe(120);
    expect(queue?.Properties['VisibilityTimeout']).toBe(720);
  });
});
