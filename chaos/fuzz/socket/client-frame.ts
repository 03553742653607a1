/** Op-codes of RFC 6455, section 5.2. */
export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

const lengthBytes = (length: number): readonly number[] => {
  if (length < 126) return [length];
  if (length < 65_536) return [126, length >> 8, length & 0xff];
  return [
    127,
    0,
    0,
    0,
    0,
    (length >>> 24) & 0xff,
    (length >>> 16) & 0xff,
    (length >>> 8) & 0xff,
    length & 0xff,
  ];
};

/** One frame as bytes, of a client: masked unless told otherwise, with zeros, so that its payload can be read. */
export const clientFrame = (
  opcode: number,
  payload: Buffer,
  options: { readonly fin?: boolean; readonly masked?: boolean; readonly reserved?: number } = {},
): Buffer => {
  const { fin = true, masked = true, reserved = 0 } = options;
  const [length = 0, ...extended] = lengthBytes(payload.length);
  return Buffer.concat([
    Buffer.from([(fin ? 0x80 : 0) | (reserved << 4) | opcode, (masked ? 0x80 : 0) | length, ...extended]),
    Buffer.alloc(masked ? 4 : 0),
    payload,
  ]);
};

/** The handshake of a client that asks for no extension. */
export const handshakeBytes = (
  target: string,
  more: Readonly<Record<string, string>> = {},
  method = 'GET',
): Buffer => {
  const headers = {
    Host: 'x',
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version': '13',
    ...more,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1');
};
