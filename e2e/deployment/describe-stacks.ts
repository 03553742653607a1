import { DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import type { AwsClients } from './aws-clients';
import { isOfDev } from './is-of-dev';

/** The stacks of `dev` that are there, by name. */
export const describeStacks = async ({ cloudFormation }: AwsClients): Promise<ReadonlyMap<string, Stack>> => {
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand());
  const ours = Stacks.filter(
    ({ StackName = '', StackStatus = '' }) => isOfDev(StackName) && StackStatus !== 'DELETE_COMPLETE',
  );
  return new Map(ours.map((stack) => [stack.StackName ?? '', stack]));
};
