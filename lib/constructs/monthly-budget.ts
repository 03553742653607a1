import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export interface MonthlyBudgetProps {
  readonly environment: string;
  /** US$ a month, models and everything else in the account included. */
  readonly limitUsd: number;
  readonly operators: Topic;
}

interface Notice {
  readonly type: 'ACTUAL' | 'FORECASTED';
  readonly percent: number;
}

const notices: readonly Notice[] = [
  { type: 'ACTUAL', percent: 50 },
  { type: 'ACTUAL', percent: 80 },
  { type: 'ACTUAL', percent: 100 },
  { type: 'FORECASTED', percent: 100 },
];

/**
 * AWS's own budget of the environment's account. It has no filter: calls of models carry no tag of ours, and by the
 * environment's tag it would leave out nearly all of the bill
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-create.html).
 */
export class MonthlyBudget extends Construct {
  constructor(scope: Construct, id: string, props: MonthlyBudgetProps) {
    super(scope, id);
    const budget = new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: `manga-assist-${props.environment}`,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: props.limitUsd, unit: 'USD' },
      },
      notificationsWithSubscribers: notices.map(({ type, percent }) => ({
        notification: {
          notificationType: type,
          comparisonOperator: 'GREATER_THAN',
          threshold: percent,
          thresholdType: 'PERCENTAGE',
        },
        subscribers: [{ subscriptionType: 'SNS', address: props.operators.topicArn }],
      })),
    });
    // With the topic come its policy and with that the right to publish.
    budget.node.addDependency(props.operators);
  }
}
