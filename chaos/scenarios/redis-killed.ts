import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { newGuest } from '../clients/guest';
import type { Outcome } from '../clients/outcome';
import { restClient } from '../clients/rest-client';
import { steadyLoad } from '../clients/steady-load';
import { check, NotHere, type Scenario } from '../scenario';
import { startRedis } from '../system/redis-server';

const everyMs = 200;
const phaseMs = 8_000;
const popular = '進撃の巨人みたいなダークな作品を教えてください';

type Phase = 'up' | 'hung' | 'killed' | 'back';

interface Asked {
  readonly phase: Phase;
  readonly popular: boolean;
  readonly outcome: Outcome;
  readonly cached: boolean;
  readonly degraded: readonly string[];
  readonly milliseconds: number;
}

const summary = (outcomes: readonly Asked[], phase: Phase): string => {
  const of = outcomes.filter((outcome) => outcome.phase === phase);
  const times = of.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  const middle = times[Math.floor(times.length / 2)] ?? 0;
  const cached = of.filter((outcome) => outcome.cached).length;
  return `${phase}: ${of.length} requests, ${cached} from the cache, half within ${middle.toFixed(0)} ms, all within ${(times.at(-1) ?? 0).toFixed(0)} ms`;
};

/** The shared answer cache hangs, dies and comes back, while customers ask. */
export const redisKilled: Scenario = {
  summary: 'Redis stops answering, is killed, and comes back, while customers ask over REST',
  run: async ({ start, log, onEnd }) => {
    const redis = await startRedis();
    if (redis === undefined) throw new NotHere('no redis-server or valkey-server on the PATH');
    onEnd(() => redis.kill());
    const system = await start({ redisUrl: redis.url });
    const { gateway } = system.describe();
    const { token } = await newGuest(gateway);
    const client = restClient(gateway, token);
    let phase: Phase = 'up';

    const ask = async (number: number): Promise<Asked> => {
      const isPopular = number % 2 === 0;
      const facts = { phase, popular: isPopular };
      const message = isPopular ? popular : `${number}番目の質問です。おすすめはありますか？`;
      const startedAt = performance.now();
      const outcome = await client.send({
        action: 'sendMessage',
        requestId: randomUUID(),
        data: { message },
      });
      return {
        ...facts,
        outcome,
        cached: outcome.kind === 'answered' && outcome.cached,
        degraded: outcome.kind === 'answered' ? outcome.degraded : [],
        milliseconds: performance.now() - startedAt,
      };
    };

    const load = steadyLoad(everyMs, ask);
    await delay(phaseMs);
    phase = 'hung';
    redis.pause();
    await delay(phaseMs);
    phase = 'killed';
    await redis.kill();
    await delay(phaseMs);
    await redis.start();
    phase = 'back';
    await delay(2 * phaseMs);
    const outcomes = await load.stop();

    for (const each of ['up', 'hung', 'killed', 'back'] as const) log(summary(outcomes, each));
    const failed = outcomes.filter(({ outcome }) => outcome.kind !== 'answered');
    const uncached = (each: Phase): number =>
      outcomes.filter((outcome) => outcome.phase === each && outcome.degraded.includes('no-cache')).length;
    const cached = (each: Phase): number =>
      outcomes.filter((outcome) => outcome.phase === each && outcome.cached).length;
    return [
      check(
        'no failed request',
        failed.length === 0,
        `${outcomes.length} requests, failed: ${failed.length} ${[...new Set(failed.map(({ outcome }) => JSON.stringify(outcome)))].join(', ')}`,
      ),
      check(
        'answers without the cache say so',
        uncached('hung') > 0 && uncached('killed') > 0,
        `no-cache: ${uncached('up')} before, ${uncached('hung')} while it hung, ${uncached('killed')} while it was dead`,
      ),
      check(
        'the cache is used before, and again when it is back',
        cached('up') > 0 && cached('back') > 0,
        `from the cache: ${cached('up')} before, ${cached('back')} after`,
      ),
    ];
  },
};
