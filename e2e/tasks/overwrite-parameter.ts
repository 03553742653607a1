import { PutParameterCommand } from '@aws-sdk/client-ssm';
import type { AwsClients } from '../deployment/aws-clients';

/** Puts another value in the place of a deployed one, and answers what the run prints of it. */
export const overwriteParameter = async (
  { ssm }: AwsClients,
  Name: string,
  Value: string,
): Promise<string> => {
  await ssm.send(new PutParameterCommand({ Name, Value, Overwrite: true }));
  return `parameter ${Name}=${Value}`;
};
