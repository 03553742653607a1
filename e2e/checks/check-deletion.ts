import { paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { createAskPlainly } from '../deployment/ask-plainly';
import type { AwsClients } from '../deployment/aws-clients';
import { type Cdk, stackNames } from '../deployment/cdk';
import type { Emulator } from '../emulator/emulator';
import type { Trial } from '../run/trial';
import { retainedIn } from './check-deployment';
import { judgeDeletion } from './judge-deletion';
import { listResources } from './list-resources';

/** Names of what the deployed stacks keep when they are deleted. */
const retainedNames = async (
  { cloudFormation }: AwsClients,
  retained: ReadonlySet<string>,
): Promise<ReadonlySet<string>> => {
  const names = new Set<string>();
  for (const StackName of stackNames)
    for await (const page of paginateListStackResources({ client: cloudFormation }, { StackName }))
      for (const { LogicalResourceId = '', PhysicalResourceId = '' } of page.StackResourceSummaries ?? [])
        if (retained.has(LogicalResourceId)) names.add(PhysicalResourceId);
  return names;
};

/** Ends what is deployed as an operator would, and looks for what stayed. */
export const checkDeletion = async (
  trial: Trial,
  cdk: Cdk,
  { emulator, clients }: { readonly emulator: Emulator; readonly clients: AwsClients },
): Promise<void> => {
  const list = () => listResources(clients, createAskPlainly(emulator));
  await trial.check('deletion leaves nothing behind that is not retained', async () => {
    const retained = await retainedNames(clients, retainedIn(cdk.output));
    const before = await list();
    await cdk.run('destroy', '--all', '--force', '-c', 'env=dev');
    return judgeDeletion(before, await list(), retained);
  });
};
