import { GetParametersByPathCommand } from '@aws-sdk/client-ssm';
import { freePorts } from '../../chaos/system/free-ports';
import { type DeployedParameter, parameterPrefix } from '../../contracts/runtime-config';
import { loopback } from '../../local/local-environment';
import { checkCatalogueJobs, enrichmentModel } from '../checks/check-catalogue-jobs';
import { checkDeletion } from '../checks/check-deletion';
import { checkDeployment, checkUpdates } from '../checks/check-deployment';
import { checkQueues } from '../checks/check-queues';
import { checkRest, fastModel } from '../checks/check-rest';
import { checkSchedules } from '../checks/check-schedules';
import { checkSocket } from '../checks/check-socket';
import { checkUploads } from '../checks/check-uploads';
import { type Driven, npmIn } from '../checks/driven';
import { subscribe } from '../checks/subscriber';
import { type AwsClients, createAwsClients } from '../deployment/aws-clients';
import { createCdk } from '../deployment/cdk';
import { startEmulator } from '../emulator/emulator';
import type { Environment } from '../process/base-environment';
import { overwriteParameter } from '../tasks/overwrite-parameter';
import { pointToEmulator } from '../tasks/point-to-emulator';
import { startQuotasStandIn } from '../tasks/quotas-stand-in';
import { type Services, startServices } from '../tasks/start-services';
import type { Part } from './parts';
import type { Trial } from './trial';

type Deployed = (name: DeployedParameter) => string;

const readDeployed = async ({ ssm }: AwsClients): Promise<Deployed> => {
  const Path = `${parameterPrefix('dev')}deployed/`;
  const values = new Map<string, string>();
  let NextToken: string | undefined;
  do {
    const page = await ssm.send(new GetParametersByPathCommand({ Path, NextToken }));
    for (const { Name = '', Value = '' } of page.Parameters ?? []) values.set(Name.slice(Path.length), Value);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return (name) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`The parameter ${Path}${name} is not there.`);
    return value;
  };
};

/** Models that are not the defaults: whoever uses them has read the deployed parameters. */
const setModels = (clients: AwsClients): Promise<readonly string[]> =>
  Promise.all(
    Object.entries({ fast_model: fastModel, enrichment_model: enrichmentModel }).map(([key, model]) =>
      overwriteParameter(clients, `${parameterPrefix('dev')}${key}`, model),
    ),
  );

const checkDoctor = async ({ trial, emulator }: Driven): Promise<void> => {
  await trial.check('npm run doctor passes', async () => {
    const AWS_ENDPOINT_URL_SERVICE_QUOTAS = await startQuotasStandIn(trial);
    const { code, all } = await npmIn(trial, emulator, { AWS_ENDPOINT_URL_SERVICE_QUOTAS })(
      'doctor',
      '--env',
      'dev',
    );
    const failures = all.split('\n').filter((line) => line.startsWith('✗'));
    if (code !== 0) throw new Error(`it ended with ${code}: ${failures.join('; ') || all.slice(-500)}`);
    return all.trim().split('\n').at(-1) ?? '';
  });
};

const checkStop = async (trial: Trial, services: Services): Promise<void> => {
  await trial.check('the services end on SIGTERM', async () => {
    const codes = await Promise.all([services.orchestrator.stop(), services.deferredConsumer.stop()]);
    if (codes.some((code) => code !== 0)) throw new Error(`exit codes ${codes.join(', ')}`);
    return 'both with exit code 0';
  });
};

/** The names of the variables; npm's own, which are many and say nothing here, as one. */
const namesToPrint = (environment: Environment): readonly string[] => [
  ...new Set(Object.keys(environment).map((name) => name.replace(/^npm_config_.*/, 'npm_config_*'))),
];

interface Drive extends Pick<Driven, 'trial' | 'emulator' | 'clients'> {
  readonly wanted: ReadonlySet<Part>;
  readonly print: (line: string) => void;
}

const drive = async ({ trial, emulator, clients, wanted, print }: Drive): Promise<void> => {
  const [orchestrator = 0, deferredConsumer = 0] = await freePorts(2);
  const addresses = await pointToEmulator(emulator, clients, `http://${loopback}:${orchestrator}`);
  const models = await setModels(clients);
  const deployed = await readDeployed(clients);
  let services: Services | undefined;
  await trial.need('the services run with the environment of their deployed task definitions', async () => {
    services = await startServices(trial, emulator, clients, { orchestrator, deferredConsumer });
    return `${services.overrides.length} variables differ`;
  });
  print('  Differs from what is deployed:');
  for (const override of [...(services?.overrides ?? []), ...addresses, ...models]) print(`    ${override}`);
  print(`    services and functions have from the run: ${namesToPrint(emulator.environment).join(', ')}`);

  const doors = { rest: deployed('rest-api-url'), socket: deployed('web-socket-url') };
  const driven: Driven = { trial, emulator, clients, doors, npm: npmIn(trial, emulator) };
  const catalog = await subscribe(clients, deployed('catalog-topic-arn'));
  const results = await subscribe(clients, deployed('results-topic-arn'));
  const queueUrl = deployed('enrichment-queue-url');
  // The nightly run looks for what the jobs have enriched.
  if (wanted.has('jobs') || wanted.has('schedules'))
    await checkCatalogueJobs(driven, { subscriber: catalog, queueUrl });
  if (wanted.has('schedules')) await checkSchedules(driven, results);
  if (wanted.has('uploads')) await checkUploads(driven, { bucket: deployed('uploads-bucket'), results });
  if (wanted.has('rest')) await checkRest(driven);
  if (wanted.has('socket')) await checkSocket(driven);
  if (wanted.has('doctor')) await checkDoctor(driven);
  if (services !== undefined) await checkStop(trial, services);
};

/** Deploys `dev` to an emulated account, drives it from outside, and deletes it. */
const runDeployment = async (
  trial: Trial,
  wanted: ReadonlySet<Part>,
  print: (line: string) => void,
): Promise<void> => {
  const [emulatorPort = 0, bedrock = 0, search = 0] = await freePorts(3);
  const emulator = await startEmulator(trial, { emulator: emulatorPort, bedrock, search });
  const clients = createAwsClients(emulator);
  trial.onEnd(() => {
    for (const client of Object.values(clients)) client.destroy();
  });
  const cdk = createCdk(trial, emulator);
  await checkDeployment(trial, cdk, clients);
  if (wanted.has('updates')) await checkUpdates(trial, cdk, clients);
  await drive({ trial, emulator, clients, wanted, print });
  if (wanted.has('deletion')) await checkDeletion(trial, cdk, { emulator, clients });
};

/** The wanted parts. Those of the deployment stand on it; the second opinion on queues stands alone. */
export const runE2e = async (
  trial: Trial,
  wanted: ReadonlySet<Part>,
  print: (line: string) => void,
): Promise<void> => {
  if ([...wanted].some((part) => part !== 'queues')) await runDeployment(trial, wanted, print);
  if (wanted.has('queues')) await checkQueues(trial);
};
