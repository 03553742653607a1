import { Command } from 'commander';
import { createRedisAnswerCache } from '../../core/cache/redis-answer-cache';
import { silentLogger } from '../../core/observability/logger';
import { ignoreMetrics } from '../../core/observability/metrics-recorder';
import { AdminError } from '../admin-error';
import type { AdminRuntime } from '../admin-runtime';
import { defineCommand, type SetExit, type SharedOptions } from '../define-command';
import type { ExitName } from '../exit-codes';
import type { Target } from '../target/target';

interface PurgeOptions extends SharedOptions {
  readonly item?: string;
  readonly all?: boolean;
  readonly redis?: string;
  readonly yes?: boolean;
}

const cacheUrl = (target: Target, options: PurgeOptions): string => {
  const url = options.redis ?? target.cacheUrl;
  if (url !== undefined) return url;
  throw new AdminError(
    'unreachable',
    target.environment === 'local'
      ? 'Without REDIS_URL the answer cache is in the orchestrator and ends with it: restart npm run local.'
      : 'The answer cache is reached inside the VPC only: open a tunnel to it, and pass --redis rediss://….',
  );
};

const purge = async (runtime: AdminRuntime, options: PurgeOptions): Promise<ExitName> => {
  const { terminal, now } = runtime;
  const { item } = options;
  if ((item === undefined) === (options.all !== true)) {
    throw new AdminError('usage', 'Say what to purge: --item <catalogId> or --all.');
  }
  const target = await runtime.findTarget(options.env);
  const url = cacheUrl(target, options);
  const question = `Purge every cached answer of ${target.environment}? The next questions cost a model call each.`;
  if (item === undefined && options.yes !== true && !(await terminal.confirm(question))) {
    throw new AdminError('notConfirmed', 'Nothing was purged: confirm, or pass --yes.');
  }
  const cache = createRedisAnswerCache({
    url,
    now,
    ttlSeconds: () => 1,
    record: ignoreMetrics,
    log: silentLogger,
  });
  try {
    const purged = await cache.purge(item === undefined ? 'all' : { catalogId: item });
    terminal.print(options.json ? JSON.stringify({ purged }) : `${purged} cached answers purged.`);
    return 'done';
  } finally {
    await cache.close();
  }
};

export const cacheCommand = (runtime: AdminRuntime, setExit: SetExit): Command =>
  new Command('cache').description('the answer cache').addCommand(
    defineCommand('purge', 'remove cached answers')
      .option('--item <catalogId>', 'answers that were given with this item as context')
      .option('--all', 'every answer')
      .option('--redis <url>', 'where the cache is, if it is not found')
      .option('--yes', 'do not ask')
      .action(async (options: PurgeOptions) => setExit(await purge(runtime, options))),
  );
