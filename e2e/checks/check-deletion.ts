import { ListStackResourcesCommand, type StackResourceSummary } from '@aws-sdk/client-cloudformation';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListClustersCommand } from '@aws-sdk/client-ecs';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { GetParametersByPathCommand } from '@aws-sdk/client-ssm';
import { parameterPrefix, secretName } from '../../contracts/runtime-config';
import type { AwsClients } from '../deployment/aws-clients';
import { type Cdk, stackNames } from '../deployment/cdk';
import { describeStacks } from '../deployment/describe-stacks';
import type { Trial } from '../run/trial';
import { retainedIn } from './check-deployment';

const resourcesOf = async ({ cloudFormation }: AwsClients): Promise<readonly StackResourceSummary[]> => {
  const lists = stackNames.map((StackName) =>
    cloudFormation.send(new ListStackResourcesCommand({ StackName })),
  );
  return (await Promise.all(lists)).flatMap(({ StackResourceSummaries = [] }) => StackResourceSummaries);
};

/** What of `dev` the services themselves still list: by tag, and what bears none. */
const stillThere = async ({
  tagging,
  ssm,
  secrets,
  dynamoDb,
  ecs,
}: AwsClients): Promise<readonly string[]> => {
  const Path = parameterPrefix('dev');
  const [tagged, parameters, kept, tables, clusters] = await Promise.all([
    tagging.send(
      new GetResourcesCommand({ TagFilters: [{ Key: 'manga-assist:environment', Values: ['dev'] }] }),
    ),
    ssm.send(new GetParametersByPathCommand({ Path, Recursive: true })),
    secrets.send(new ListSecretsCommand()),
    dynamoDb.send(new ListTablesCommand()),
    ecs.send(new ListClustersCommand()),
  ]);
  return [
    // The emulator keeps the tags of tables and services that are gone: these are asked for themselves.
    ...(tagged.ResourceTagMappingList ?? [])
      .map(({ ResourceARN = '' }) => ResourceARN)
      .filter((arn) => !/^arn:aws:(dynamodb|ecs):/.test(arn)),
    ...(tables.TableNames ?? []).filter((name) => name.startsWith('manga-assist-dev-')),
    ...(clusters.clusterArns ?? []).filter((arn) => arn.endsWith('/manga-assist-dev')),
    ...(parameters.Parameters ?? []).map(({ Name = '' }) => Name),
    ...(kept.SecretList ?? []).map(({ Name = '' }) => Name).filter((name) => name === secretName('dev')),
  ];
};

/** Ends what is deployed as an operator would, and looks for what stayed. */
export const checkDeletion = async (trial: Trial, cdk: Cdk, clients: AwsClients): Promise<void> => {
  await trial.check('deletion leaves nothing behind that is not retained', async () => {
    const retained = retainedIn(cdk.output);
    const before = await resourcesOf(clients);
    const listed = await stillThere(clients);
    if (before.length < 100 || listed.length < 20)
      throw new Error(`there were ${before.length} resources, of which the services list ${listed.length}`);
    await cdk.run('destroy', '--all', '--force', '-c', 'env=dev');
    const stacks = await describeStacks(clients);
    if (stacks.size > 0) throw new Error(`stacks are left: ${[...stacks.keys()].join(', ')}`);
    const kept = before
      .filter(({ LogicalResourceId = '' }) => retained.has(LogicalResourceId))
      .map(({ PhysicalResourceId = '' }) => PhysicalResourceId);
    const left = (await stillThere(clients)).filter(
      (name) => !kept.some((id) => id !== '' && (name.endsWith(id) || id.endsWith(name))),
    );
    if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`);
    return `${before.length} resources went, ${kept.length} are retained; of ${listed.length} that the services list by tag or name none is left`;
  });
};
