import type { EntryPointEnvironment } from '../../contracts/environment-variables';
import { chooseConfigurationSource } from '../../core/config/choose-configuration-source';
import type { ConfigurationSource } from '../../core/config/configuration-source';
import { readEnvironment } from '../../core/config/read-environment';
import { createEmfRecorder, type EmfRecorder } from '../../core/observability/emf-recorder';
import { createJsonLogger, parseLogLevel } from '../../core/observability/json-logger';
import type { Logger } from '../../core/observability/logger';

type ServiceEntryPoint = 'orchestrator' | 'deferredConsumer';

/** What a service is started with. */
export interface ServiceOptions<E extends ServiceEntryPoint> {
  readonly variables: EntryPointEnvironment<E>;
  /** Of this process; the search collection is in it. */
  readonly region: string;
  readonly source: ConfigurationSource;
  readonly logger: Logger;
  readonly metrics: EmfRecorder;
}

/** Runs a service as PID 1 of its task: starts it, stops it in order on SIGTERM, and ends with one line when something is wrong. */
export const runService = <E extends ServiceEntryPoint>(
  name: string,
  entryPoint: E,
  start: (options: ServiceOptions<E>) => Promise<{ readonly stop: () => Promise<void> }>,
): void => {
  const now = (): number => Date.now();
  const write = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const logger = createJsonLogger({
    service: name,
    level: parseLogLevel(process.env['LOG_LEVEL']),
    write,
    now,
  });
  const fail = (message: string) => (error: unknown) => {
    logger.error(message, { error });
    process.exit(1);
  };

  const main = async (): Promise<void> => {
    const variables = readEnvironment(entryPoint, process.env);
    const service = await start({
      variables,
      region: process.env['AWS_REGION'] ?? '',
      source: chooseConfigurationSource(variables.MANGA_ENV, process.env),
      logger,
      metrics: createEmfRecorder({ environment: variables.MANGA_ENV, write, now }),
    });
    logger.info('started');

    let stopping: Promise<void> | undefined;
    const stop = (signal: string): void => {
      if (stopping !== undefined) return;
      logger.info('stopping', { signal });
      stopping = service.stop();
      stopping.then(() => {
        logger.info('stopped');
        process.exit(0);
      }, fail('the service could not stop in order'));
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  };

  process.on('uncaughtException', fail('an error reached the top'));
  process.on('unhandledRejection', fail('a rejection reached the top'));
  main().catch(fail('the service could not start'));
};
