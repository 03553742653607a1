import type { Now } from '../clock';
import { createEmfRecorder, type EmfRecorder } from '../observability/emf-recorder';
import { createJsonLogger, parseLogLevel } from '../observability/json-logger';
import type { Logger } from '../observability/logger';

/** What a function of AWS Lambda is made with. */
export interface FunctionTools {
  readonly environment: string;
  readonly now: Now;
  readonly logger: Logger;
  readonly metrics: EmfRecorder;
}

/** The variables that every function with tools has. */
export interface FunctionVariables {
  readonly MANGA_ENV: string;
  readonly LOG_LEVEL: string;
}

const now = (): number => Date.now();
const write = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** The tools around a logger that is there already. */
export const toolsAround = (
  logger: Logger,
  { MANGA_ENV: environment }: FunctionVariables,
): FunctionTools => ({
  environment,
  now,
  logger,
  metrics: createEmfRecorder({ environment, write, now }),
});

/** The tools of a function that must be small and start quickly. */
export const functionTools = (service: string, variables: FunctionVariables): FunctionTools =>
  toolsAround(
    createJsonLogger({ service, level: parseLogLevel(variables.LOG_LEVEL), write, now }),
    variables,
  );
