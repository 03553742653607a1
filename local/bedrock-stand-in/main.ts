import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { reportReady } from '../process/report-ready';
import { stopOnSignal } from '../process/stop-on-signal';
import { seededRandom } from './seeded-random';
import { createSelfSignedCertificate } from './server/self-signed-certificate';
import { startBedrockStandIn } from './start-bedrock-stand-in';

const defaultPort = 8788;
const defaultLatencyMs = 150;
const defaultTokensPerSecond = 400;

const flags = {
  port: { type: 'string' },
  'latency-ms': { type: 'string' },
  'tokens-per-second': { type: 'string' },
  seed: { type: 'string' },
  's3-endpoint': { type: 'string' },
  'job-events-url': { type: 'string' },
  'tls-certificate': { type: 'string' },
} as const;

/** A number of a flag, else of the environment, else the default; throws for anything that is none. */
const numberOf = (flag: string, given: string | undefined, variable: string, fallback: number): number => {
  const text = given ?? process.env[variable];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${flag} must be a number of 0 or more.`);
  return value;
};

/** Posts the events of batch jobs, as a rule of EventBridge would hand them to a function: Lambda's Invoke is such a URL. */
const postEvents = (url: string) => (event: unknown) => {
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-amz-invocation-type': 'Event' },
    body: JSON.stringify(event),
  }).catch((error: unknown) => {
    console.error(`No job event reached ${url}: ${String(error)}`);
  });
};

/** A certificate for TLS, written to a file for clients that are to trust it (`NODE_EXTRA_CA_CERTS`). */
const certificateIn = (file: string) => {
  const certificate = createSelfSignedCertificate(Date.now());
  writeFileSync(file, certificate.cert);
  return certificate;
};

const isPortTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: flags });
  const port = numberOf('port', values.port, 'BEDROCK_STAND_IN_PORT', defaultPort);
  const s3Endpoint = values['s3-endpoint'] ?? process.env['AWS_ENDPOINT_URL_S3'];
  const eventsUrl = values['job-events-url'];
  const certificateFile = values['tls-certificate'];
  const standIn = await startBedrockStandIn({
    port,
    ...(s3Endpoint === undefined ? {} : { s3Endpoint }),
    ...(certificateFile === undefined ? {} : { tls: certificateIn(certificateFile) }),
    ...(eventsUrl === undefined ? {} : { onJobStateChange: postEvents(eventsUrl) }),
    latencyMs: numberOf('latency-ms', values['latency-ms'], 'BEDROCK_STAND_IN_LATENCY_MS', defaultLatencyMs),
    tokensPerSecond: numberOf(
      'tokens-per-second',
      values['tokens-per-second'],
      'BEDROCK_STAND_IN_TOKENS_PER_SECOND',
      defaultTokensPerSecond,
    ),
    random: seededRandom(numberOf('seed', values.seed, 'BEDROCK_STAND_IN_SEED', Math.random() * 2 ** 32)),
  }).catch((error: unknown) => {
    throw isPortTaken(error)
      ? new Error(`Port ${port} is taken: choose another with --port.`, { cause: error })
      : error;
  });
  console.log(`Bedrock stand-in ready on ${standIn.url}`);
  reportReady();
  stopOnSignal(() => standIn.close());
  // Started by hand, it ends on Ctrl-C too.
  if (process.send === undefined) process.once('SIGINT', () => process.kill(process.pid, 'SIGTERM'));
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
