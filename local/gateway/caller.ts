import type { IncomingMessage } from 'node:http';

/** Headers and query of a request in the two forms that API Gateway gives to a function: the last value, and all. */
export interface CallerParameters {
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, string[]>>;
  readonly queryStringParameters: Readonly<Record<string, string>>;
  readonly multiValueQueryStringParameters: Readonly<Record<string, string[]>>;
}

/** A name may be any, `constructor` and `__proto__` among them. */
const collect = (pairs: Iterable<readonly [string, string]>): Record<string, string[]> => {
  const collected = new Map<string, string[]>();
  for (const [name, value] of pairs) collected.set(name, [...(collected.get(name) ?? []), value]);
  return Object.fromEntries(collected);
};

const last = (collected: Record<string, string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(collected).map(([name, values]) => [name, values.at(-1) ?? '']));

function* rawHeaders(raw: readonly string[]): Generator<readonly [string, string]> {
  for (let index = 0; index + 1 < raw.length; index += 2) yield [raw[index] ?? '', raw[index + 1] ?? ''];
}

export const callerParameters = (request: IncomingMessage): CallerParameters => {
  const multiValueHeaders = collect(rawHeaders(request.rawHeaders));
  const query = new URLSearchParams((request.url ?? '').split('?')[1] ?? '');
  const multiValueQueryStringParameters = collect(query);
  return {
    headers: last(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: last(multiValueQueryStringParameters),
    multiValueQueryStringParameters,
  };
};

export const sourceIp = (request: IncomingMessage): string => request.socket.remoteAddress ?? '';
export const userAgent = (request: IncomingMessage): string => request.headers['user-agent'] ?? '';
