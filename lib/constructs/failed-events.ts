import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IDestination } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

/**
 * Keeps the events that a function failed on, after Lambda's own two retries: without it they are gone. The construct
 * library's own destination grants more than sending.
 */
export const failedEventsTo = (queue: IQueue): IDestination => ({
  bind: (_scope, { grantPrincipal }) => {
    grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] }),
    );
    return { destination: queue.queueArn };
  },
});
