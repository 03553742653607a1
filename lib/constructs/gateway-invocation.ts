import { Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPermission, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** How API Gateway names a function: for authorizers and for integrations. */
export const invocationUri = (handler: LambdaFunction): string => {
  const { partition, region } = Stack.of(handler);
  return `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${handler.functionArn}/invocations`;
};

/** Lets API Gateway invoke `handler` for one part of one API: `{apiId}/authorizers/{id}`, `{apiId}/{stage}/{route}`. */
export const allowInvocation = (
  scope: Construct,
  id: string,
  handler: LambdaFunction,
  source: string,
): CfnPermission => {
  const { partition, region, account } = Stack.of(scope);
  return new CfnPermission(scope, id, {
    action: 'lambda:InvokeFunction',
    functionName: handler.functionArn,
    principal: new ServicePrincipal('apigateway.amazonaws.com').service,
    sourceArn: `arn:${partition}:execute-api:${region}:${account}:${source}`,
  });
};
