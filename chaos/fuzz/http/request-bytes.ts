export type HeaderLine = readonly [name: string, value: string];

/** A request as bytes, exactly with these header lines. */
export const requestBytes = (request: {
  readonly method?: string;
  readonly target?: string;
  readonly headers: readonly HeaderLine[];
  readonly body?: Buffer | string;
}): Buffer => {
  const { method = 'POST', target = '/chat', headers, body = '' } = request;
  const lines = [`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)]);
};

/** The header lines that every well-formed request has. */
export const usualHeaders = (token: string, body: Buffer | string): readonly HeaderLine[] => [
  ['Host', 'chat.example'],
  ['Authorization', `Bearer ${token}`],
  ['Content-Type', 'application/json'],
  ['Content-Length', String(Buffer.byteLength(body))],
];
