import * as fc from 'fast-check';
import type { Piece } from './raw-exchange';
import { type HeaderLine, requestBytes, usualHeaders } from './request-bytes';

/**
 * Bytes for a connection, and the statuses with which they may be answered; `replies`: how many are due, `withoutBody`
 * after HEAD.
 */
export interface HostileRequest {
  readonly kind: string;
  readonly pieces: readonly Piece[];
  readonly replies: number;
  readonly statuses: readonly number[];
  readonly withoutBody?: boolean;
}

const question = '{"action":"sendMessage","data":{"message":"面白い漫画は？"}}';
const answered = [200, 202, 404, 409];

const contentTypes = [
  'text/plain',
  'application/xml',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'json',
  'application/json; charset=shift_jis',
  'application/json; charset=EUC-JP',
  'application/json; charset=utf-16',
  'application/json;charset=""',
  'application/json, text/plain',
  'application/ld+json',
  'application/json/x',
  '*/*',
  '',
  ';',
  'a'.repeat(8000),
  'application/j\u00f6son',
];

const refusedHeaders: readonly (readonly HeaderLine[])[] = [
  [['Content-Length', '1']],
  [['Content-Length', '-1']],
  [['Content-Length', '+58']],
  [['Content-Length', '0x3a']],
  [['Content-Length', '9'.repeat(30)]],
  [['Transfer-Encoding', 'chunked']],
  [['Transfer-Encoding', 'identity']],
  [['Transfer-Encoding', 'xchunked']],
  [['Transfer-Encoding ', 'chunked']],
  [['Host', 'again']],
  [['Authorization', 'Bearer another']],
  [['Content-Encoding', 'gzip']],
  [['Content-Encoding', 'gzip, gzip']],
  [['Content-Encoding', 'br']],
  [['X-Long', 'x'.repeat(17_000)]],
  [['X-Bad', 'a\u0000b']],
  [['X-Folded', 'a\r\n b']],
  [['X Y', '1']],
];

const harmlessHeaders: readonly (readonly HeaderLine[])[] = [
  [
    ['__proto__', '1'],
    ['constructor', '2'],
    ['__proto__', '3'],
  ],
  [['Expect', 'a miracle']],
  [['Expect', '100-continue']],
  [
    ['X-Manga-Principal', 'user:somebody'],
    ['X-Request-Id', 'x'.repeat(4000)],
  ],
  [['Connection', 'close, x-manga-principal']],
  [['Cookie', 'a=b; '.repeat(500)]],
  [
    ['X-Forwarded-For', '1.2.3.4, 5.6.7.8'],
    ['Forwarded', 'for=x'],
  ],
  [['X-Bytes', '\u00ff\u00fe\u0080']],
  [['Accept-Encoding', 'gzip;q=nan, *;q=9']],
  [['Content-Encoding', 'identity']],
  [['Range', 'bytes=0-0,1-1']],
  [['Trailer', 'Content-Length']],
  Array.from({ length: 500 }, (_, at): HeaderLine => [`X-${at}`, '']),
];

const targets = [
  '/',
  '*',
  '//chat',
  '/chat/',
  '/chat/../health',
  '/%63hat',
  '/chat%00',
  '/CHAT',
  '/%zz',
  '/ch\u00e4t',
  'http://other.example/chat',
  `/${'a'.repeat(8000)}`,
  '/@connections/x',
  '/socket',
  '/.env',
  '/__proto__',
  '/constructor',
  '/chat?\u00ff',
];

const queries = [
  '?a=%zz',
  '?__proto__[x]=1&constructor=2',
  `?${'a=1&'.repeat(1000)}`,
  '?%ff%fe',
  '?a#b',
  '??',
  '?token=x',
];

const methods = ['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND'];

/** Requests that a well-meaning client does not send; `token` is valid. */
export const hostileRequest = (token: string): fc.Arbitrary<HostileRequest> => {
  const usual = usualHeaders(token, question);
  const single = (kind: string, statuses: readonly number[], bytes: Buffer): HostileRequest => ({
    kind,
    statuses,
    replies: 1,
    pieces: [{ bytes }],
  });
  const withType = (type: string): Buffer =>
    requestBytes({
      headers: [...usual.filter(([name]) => name !== 'Content-Type'), ['Content-Type', type]],
      body: question,
    });
  const valid = requestBytes({ headers: usual, body: question });
  const health = requestBytes({ method: 'GET', target: '/health', headers: [['Host', 'x']] });

  const chunked = fc
    .array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 })
    .map((sizes): HostileRequest => {
      const body = Buffer.from(question);
      const chunks: string[] = [];
      let at = 0;
      for (const size of [...sizes, body.length]) {
        const part = body.subarray(at, at + size);
        at += size;
        if (part.length > 0)
          chunks.push(`${part.length.toString(16)};x=${size}\r\n${part.toString('latin1')}\r\n`);
      }
      const headers = usual.filter(([name]) => name !== 'Content-Length');
      const head = requestBytes({ headers: [...headers, ['Transfer-Encoding', 'chunked']] });
      return single(
        'chunks',
        answered,
        Buffer.concat([head, Buffer.from(`${chunks.join('')}0\r\n\r\n`, 'latin1')]),
      );
    });

  const trickled = fc
    .array(fc.integer({ min: 1, max: valid.length - 1 }), { minLength: 1, maxLength: 12 })
    .map((cuts): HostileRequest => {
      const edges = [0, ...new Set(cuts.sort((one, other) => one - other)), valid.length];
      const pieces = edges.slice(1).map((end, at) => ({ bytes: valid.subarray(edges[at], end), pauseMs: 2 }));
      return { kind: 'in small pieces', statuses: answered, replies: 1, pieces };
    });

  const pipelined = fc.tuple(fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), fc.boolean()).map(
    ([kinds, nonsense]): HostileRequest => ({
      kind: nonsense ? 'pipelined, then nonsense' : 'pipelined',
      statuses: [...answered, ...(nonsense ? [400] : [])],
      replies: kinds.length + (nonsense ? 1 : 0),
      pieces: [
        {
          bytes: Buffer.concat([
            ...kinds.map((chat) => (chat ? valid : health)),
            Buffer.from(nonsense ? 'nonsense\r\n\r\n' : ''),
          ]),
        },
      ],
    }),
  );

  return fc.oneof(
    fc.constantFrom(...contentTypes).map(
      (
        type, // One that is blank is missing.
      ) => single(`content type ${type.slice(0, 40)}`, [type.trim() === '' ? 400 : 415], withType(type)),
    ),
    fc
      .constantFrom(...refusedHeaders)
      .map((more) =>
        single(
          `header ${more[0]?.[0]}: ${more[0]?.[1].slice(0, 20)}`,
          [400, 413, 415, 431],
          requestBytes({ headers: [...usual, ...more], body: question }),
        ),
      ),
    fc
      .constantFrom(...harmlessHeaders)
      .map((more) =>
        single(
          `header ${more[0]?.[0]}`,
          answered,
          requestBytes({ headers: [...usual, ...more], body: question }),
        ),
      ),
    fc
      .constantFrom(...targets)
      .map((target) =>
        single(
          `target ${target.slice(0, 40)}`,
          [400, 404],
          requestBytes({ target, headers: usual, body: question }),
        ),
      ),
    fc
      .constantFrom(...queries)
      .map((query) =>
        single(
          `query ${query.slice(0, 40)}`,
          answered,
          requestBytes({ target: `/chat${query}`, headers: usual, body: question }),
        ),
      ),
    fc.constantFrom(...methods).map((method) => ({
      ...single(`method ${method}`, [404], requestBytes({ method, headers: usual, body: question })),
      withoutBody: method === 'HEAD',
    })),
    fc
      .uint8Array({ minLength: 1, maxLength: 400 })
      .map((bytes) =>
        single('any bytes', [400], Buffer.concat([Buffer.from([0x01]), bytes, Buffer.from('\r\n\r\n')])),
      ),
    fc
      .tuple(
        fc.nat(valid.indexOf('\r\n\r\n') - 1),
        fc.integer({ min: 0, max: 31 }).filter((byte) => ![9, 10, 13].includes(byte)),
      )
      .map(([at, byte]) => {
        const bytes = Buffer.from(valid);
        bytes[at] = byte;
        return single(`control character ${byte} in the head`, [400, 401, 404, 415], bytes);
      }),
    chunked,
    trickled,
    pipelined,
  );
};
