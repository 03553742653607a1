import { InvalidFault, parseFaults } from '../faults/parse-faults';
import { isRecord } from '../is-record';
import type { StandIn } from '../runtime/stand-in';
import type { Exchange } from '../server/exchange';
import { sendJson } from '../server/send';
import type { Settings } from '../settings';

const parseBody = async (exchange: Exchange): Promise<unknown> => {
  const text = (await exchange.body()).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidFault('The body must be JSON.');
  }
};

const settingLimits = {
  latencyMs: 600_000,
  tokensPerSecond: 1_000_000,
} as const;

const isSetting = (name: string): name is keyof Settings => Object.hasOwn(settingLimits, name);

const parseSettings = (body: unknown): Partial<Settings> => {
  if (!isRecord(body)) throw new InvalidFault('The body must be an object of settings.');
  return Object.entries(body).reduce<Partial<Settings>>((settings, [name, value]) => {
    if (!isSetting(name)) {
      throw new InvalidFault(
        `${name} is not known. The settings are ${Object.keys(settingLimits).join(' and ')}.`,
      );
    }
    if (typeof value !== 'number' || !(value >= 0 && value <= settingLimits[name])) {
      throw new InvalidFault(`${name} must be a number from 0 to ${settingLimits[name]}.`);
    }
    return { ...settings, [name]: value };
  }, {});
};

/** What `GET /calls` answers. */
const callReport = (standIn: StandIn, query: URLSearchParams): unknown => {
  const counts = standIn.calls.counts();
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const last = Number(query.get('last') ?? '0');
  return {
    total,
    counts,
    ...(last > 0 ? { last: standIn.calls.last(last) } : {}),
    ...(query.has('paid') ? { paid: standIn.calls.paid() } : {}),
  };
};

type Route = (standIn: StandIn, exchange: Exchange) => unknown;

const routes: Readonly<Record<string, Route>> = {
  'GET /health': () => ({ status: 'up' }),
  'GET /faults': (standIn) => standIn.faults.current(),
  'PUT /faults': async (standIn, exchange) => {
    standIn.faults.set(parseFaults(await parseBody(exchange)));
    return standIn.faults.current();
  },
  'DELETE /faults': (standIn) => {
    standIn.faults.set({});
    return {};
  },
  'GET /calls': (standIn, { query }) => callReport(standIn, query),
  'DELETE /calls': (standIn) => {
    standIn.calls.clear();
    return {};
  },
  'GET /settings': (standIn) => standIn.settings.get(),
  'PUT /settings': async (standIn, exchange) => {
    standIn.settings.set(parseSettings(await parseBody(exchange)));
    return standIn.settings.get();
  },
};

/** The stand-in's own routes, for people and tests; false: the request is none of them. */
export const answerAdminRoute = async (standIn: StandIn, exchange: Exchange): Promise<boolean> => {
  const route = routes[`${exchange.method} ${exchange.path}`];
  if (route === undefined) return false;
  try {
    sendJson(exchange, 200, await route(standIn, exchange));
  } catch (error) {
    if (!(error instanceof InvalidFault)) throw error;
    sendJson(exchange, 400, { message: error.message });
  }
  return true;
};
