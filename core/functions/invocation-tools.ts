import { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { parseLogLevel } from '../observability/json-logger';
import { powertoolsLogger } from '../observability/powertools-logger';
import { type FunctionTools, type FunctionVariables, toolsAround } from './function-tools';

/** The tools of a function whose log entries name the invocation that they belong to. */
export const invocationTools = (
  serviceName: string,
  variables: FunctionVariables,
): FunctionTools & { readonly addContext: (context: Context) => void } => {
  const logger = new PowertoolsLogger({ serviceName, logLevel: parseLogLevel(variables.LOG_LEVEL) });
  return {
    ...toolsAround(powertoolsLogger(logger), variables),
    addContext: (context) => logger.addContext(context),
  };
};
