import type { Now } from '../clock';
import { describeFailure } from './describe-failure';
import type { LogFields, Logger } from './logger';

const levels = ['DEBUG', 'INFO', 'WARN', 'ERROR'] as const;
export type LogLevel = (typeof levels)[number];

/** The level that a string names, in any case; `INFO` otherwise. */
export const parseLogLevel = (text: string | undefined): LogLevel =>
  levels.find((level) => level === text?.toUpperCase()) ?? 'INFO';

const plain = (fields: LogFields): LogFields =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      value instanceof Error ? describeFailure(value) : value,
    ]),
  );

/** Writes a JSON line for each entry at or above `level`. Errors among the fields become their name, message and causes. */
export const createJsonLogger = (dependencies: {
  readonly service: string;
  readonly level: LogLevel;
  readonly write: (line: string) => void;
  readonly now: Now;
}): Logger => {
  const { service, level, write, now } = dependencies;
  const at =
    (own: LogLevel) =>
    (message: string, fields: LogFields = {}): void => {
      if (levels.indexOf(own) < levels.indexOf(level)) return;
      const timestamp = new Date(now()).toISOString();
      write(JSON.stringify({ level: own, message, timestamp, service, ...plain(fields) }));
    };
  return { debug: at('DEBUG'), info: at('INFO'), warn: at('WARN'), error: at('ERROR') };
};
