import { DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import type { AwsClients } from '../deployment/aws-clients';
import type { Environment } from '../process/base-environment';

export interface TaskProgram {
  /** The container's command: a bundle. */
  readonly bundle: string;
  readonly environment: Environment;
}

/** What the deployed task definition says its container runs, read back through ECS. */
export const taskProgram = async ({ ecs }: AwsClients, family: string): Promise<TaskProgram> => {
  const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: family }));
  const container = taskDefinition?.containerDefinitions?.[0];
  const bundle = container?.command?.[0];
  if (bundle === undefined) throw new Error(`The task definition ${family} has no command.`);
  const variables = container?.environment ?? [];
  return {
    bundle,
    environment: Object.fromEntries(variables.map(({ name = '', value = '' }) => [name, value])),
  };
};
