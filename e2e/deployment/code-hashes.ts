import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import type { AwsClients } from './aws-clients';
import { isOfDev } from './is-of-dev';

/** SHA-256 of what each function of `dev` runs, by its name. */
export const codeHashes = async ({ lambda }: AwsClients): Promise<ReadonlyMap<string, string>> => {
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand());
  return new Map(
    Functions.filter(({ FunctionName = '' }) => isOfDev(FunctionName)).map(
      ({ FunctionName = '', CodeSha256 = '' }) => [FunctionName, CodeSha256],
    ),
  );
};
