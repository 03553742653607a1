/** One reply as it stood on the connection. */
export interface RawReply {
  readonly status: number;
  /** By lower-case name; the last of several. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const headEnd = '\r\n\r\n';

const chunkedBody = (bytes: Buffer): { readonly body: Buffer; readonly length: number } | undefined => {
  const chunks: Buffer[] = [];
  for (let position = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', position);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', position, lineEnd), 16);
    const start = lineEnd + 2;
    if (!(size >= 0) || bytes.length < start + size + 2) return undefined;
    if (size === 0) return { body: Buffer.concat(chunks), length: start + 2 };
    chunks.push(bytes.subarray(start, start + size));
    position = start + size + 2;
  }
};

const readHead = (text: string): { readonly status: number; readonly headers: Record<string, string> } => {
  const [statusLine = '', ...lines] = text.split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(statusLine)?.[1]);
  if (!(status >= 100))
    throw new Error(`This is no reply of HTTP/1.1: ${JSON.stringify(text.slice(0, 120))}`);
  const pairs = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { status, headers: Object.fromEntries(pairs) };
};

/**
 * The whole replies on a connection, in their order; interim ones (1xx) are left out, what is cut off at the end too.
 * Those to HEAD are `withoutBody`, whatever length they name. Throws where a reply does not begin as one: then the
 * connection is out of step.
 */
export const parseReplies = (received: Buffer, withoutBody = false): readonly RawReply[] => {
  const replies: RawReply[] = [];
  for (let rest = received; ; ) {
    const end = rest.indexOf(headEnd);
    if (end < 0) return replies;
    const { status, headers } = readHead(rest.toString('latin1', 0, end));
    const after = rest.subarray(end + headEnd.length);
    if (status < 200) {
      rest = after;
      continue;
    }
    const isEmpty = withoutBody || status === 204 || status === 304;
    const length = isEmpty ? 0 : Number(headers['content-length'] ?? after.length);
    const read =
      headers['transfer-encoding'] === 'chunked' && !isEmpty
        ? chunkedBody(after)
        : after.length < length
          ? undefined
          : { body: after.subarray(0, length), length };
    if (read === undefined) return replies;
    replies.push({ status, headers, body: read.body.toString() });
    rest = after.subarray(read.length);
  }
};
