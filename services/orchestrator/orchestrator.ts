import { chooseConfigurationSource } from '../../core/config/choose-configuration-source';
import { readEnvironment } from '../../core/config/read-environment';
import { createEmfRecorder } from '../../core/observability/emf-recorder';
import { createJsonLogger, parseLogLevel } from '../../core/observability/json-logger';
import { startOrchestrator } from './start-orchestrator';

const now = (): number => Date.now();
const write = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const logger = createJsonLogger({
  service: 'orchestrator',
  level: parseLogLevel(process.env['LOG_LEVEL']),
  write,
  now,
});

/** Ends the process with one line that says why. */
const fail = (message: string) => (error: unknown) => {
  logger.error(message, { error });
  process.exit(1);
};

const main = async (): Promise<void> => {
  const variables = readEnvironment('orchestrator', process.env);
  const orchestrator = await startOrchestrator({
    variables,
    region: process.env['AWS_REGION'] ?? '',
    source: chooseConfigurationSource(variables.MANGA_ENV, process.env),
    logger,
    metrics: createEmfRecorder({ environment: variables.MANGA_ENV, write, now }),
  });
  logger.info('listening', { port: variables.PORT });

  let stopping: Promise<void> | undefined;
  const stop = (signal: string): void => {
    if (stopping !== undefined) return;
    logger.info('stopping', { signal });
    stopping = orchestrator.stop();
    stopping.then(() => {
      logger.info('stopped');
      process.exit(0);
    }, fail('the orchestrator could not stop in order'));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
};

process.on('uncaughtException', fail('an error reached the top'));
process.on('unhandledRejection', fail('a rejection reached the top'));
main().catch(fail('the orchestrator could not start'));
