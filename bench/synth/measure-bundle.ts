import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { entryPoints } from '../../contracts/environment-variables';

/** A value that each variable can be read as; nothing listens there. */
const placeholders = Object.fromEntries(
  Object.values(entryPoints).flatMap((variables) =>
    Object.keys(variables).map((name) => [name, /URL|ENDPOINT/.test(name) ? 'http://127.0.0.1:9' : '90']),
  ),
);

const environment = {
  ...placeholders,
  MANGA_ENV: 'dev',
  LOG_LEVEL: 'ERROR',
  BIND_ADDRESS: '127.0.0.1',
  PORT: '0',
  HEALTH_PORT: '0',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
};

export interface BundleSize {
  readonly kilobytes: number;
  readonly gzipKilobytes: number;
}

/** Size of a bundle's file, and as it travels. */
export const sizeOf = (file: string): BundleSize => {
  const content = readFileSync(file);
  return { kilobytes: content.length / 1024, gzipKilobytes: gzipSync(content).length / 1024 };
};

/** Milliseconds in which a new process loads the bundle, with all that it does before its first event. */
export const loadTimeOf = async (file: string): Promise<number> => {
  const child = fork(join(__dirname, 'load-bundle.js'), [file], {
    execArgv: [],
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const [message]: unknown[] = await once(child, 'message');
  const milliseconds: unknown =
    typeof message === 'object' && message !== null ? Reflect.get(message, 'milliseconds') : undefined;
  if (typeof milliseconds !== 'number') throw new Error(`${file} did not load: ${JSON.stringify(message)}`);
  return milliseconds;
};
