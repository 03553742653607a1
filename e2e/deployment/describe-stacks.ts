import { DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import type { AwsClients } from './aws-clients';

/** The stacks of `dev` that are there, by name. */
export const describeStacks = async ({ cloudFormation }: AwsClients): Promise<ReadonlyMap<string, Stack>> => {
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand());
  const ours = Stacks.filter(
    ({ StackName = '', StackStatus = '' }) =>
      StackName.startsWith('manga-assist-dev-') && StackStatus !== 'DELETE_COMPLETE',
  );
  return new Map(ours.map((stack) => [stack.StackName ?? '', stack]));
};
