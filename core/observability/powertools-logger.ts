import type { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';
import type { Logger } from './logger';

/** Powertools' logger, which knows the function's invocation, as the logger that everything takes. */
export const powertoolsLogger = (logger: PowertoolsLogger): Logger => ({
  debug: (message, fields = {}) => logger.debug(message, fields),
  info: (message, fields = {}) => logger.info(message, fields),
  warn: (message, fields = {}) => logger.warn(message, fields),
  error: (message, fields = {}) => logger.error(message, fields),
});
