import { GetFunctionConfigurationCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { parameterPrefix } from '../../contracts/runtime-config';
import type { AwsClients } from '../deployment/aws-clients';
import type { Emulator } from '../emulator/emulator';
import { overwriteParameter } from './overwrite-parameter';

const bridge = 'manga-assist-dev-socket-bridge';
const published = ['rest-api-url', 'web-socket-url'].map(
  (name) => `${parameterPrefix('dev')}deployed/${name}`,
);

/**
 * Addresses at `….amazonaws.com` that a deployed part keeps, put in the emulator's place through the services' own
 * APIs. Answers `NAME=value` for each.
 */
export const pointToEmulator = async (
  emulator: Emulator,
  clients: AwsClients,
  orchestratorUrl: string,
): Promise<readonly string[]> => {
  const { lambda, ssm } = clients;
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: bridge }));
  const variables = Environment?.Variables ?? {};
  const CONNECTIONS_ENDPOINT = emulator.reach(variables['CONNECTIONS_ENDPOINT'] ?? '');
  await lambda.send(
    new UpdateFunctionConfigurationCommand({
      FunctionName: bridge,
      // The bridge's own path would replace that of the load balancer's address here.
      Environment: { Variables: { ...variables, CONNECTIONS_ENDPOINT, ORCHESTRATOR_URL: orchestratorUrl } },
    }),
  );
  const changed = [
    `socket-bridge CONNECTIONS_ENDPOINT=${CONNECTIONS_ENDPOINT}`,
    `socket-bridge ORCHESTRATOR_URL=${orchestratorUrl}`,
  ];
  for (const Name of published) {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
    const address = emulator.reach(Parameter?.Value ?? '');
    const Value = Name.endsWith('web-socket-url') ? address.replace('http:', 'ws:') : address;
    changed.push(await overwriteParameter(clients, Name, Value));
  }
  return changed;
};
