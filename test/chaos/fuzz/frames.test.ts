import * as fc from 'fast-check';
import { clientFrame, opcodes } from '../../../chaos/fuzz/socket/client-frame';
import { hostileFrames } from '../../../chaos/fuzz/socket/hostile-frames';
import { judgeFrames, type Received } from '../../../chaos/fuzz/socket/judge-frames';
import { type ClientFrames, readClientFrames } from '../../../chaos/fuzz/socket/read-client-frames';
import { readServerFrames } from '../../../chaos/fuzz/socket/read-server-frames';

const text = (body: string, options: { fin?: boolean; masked?: boolean; reserved?: number } = {}) =>
  clientFrame(opcodes.text, Buffer.from(body), options);
const spaces = (length: number): string => ' '.repeat(length);

test.each<[string, readonly Buffer[], ClientFrames]>([
  [
    'a message and a ping',
    [text('{}'), clientFrame(opcodes.ping, Buffer.from('a'))],
    { messages: 1, pings: ['61'], end: 'between messages', closeCodes: [] },
  ],
  [
    'a character that is cut in two',
    [
      clientFrame(opcodes.text, Buffer.from([0xe6, 0xbc]), { fin: false }),
      clientFrame(opcodes.continuation, Buffer.from([0xab])),
    ],
    { messages: 1, pings: [], end: 'between messages', closeCodes: [] },
  ],
  [
    'half a message',
    [text('{', { fin: false })],
    { messages: 0, pings: [], end: 'inside a message', closeCodes: [] },
  ],
  [
    'half a frame',
    [text('{}'), text('{}').subarray(0, 7)],
    { messages: 1, pings: [], end: 'inside a frame', closeCodes: [] },
  ],
  [
    'a close',
    [clientFrame(opcodes.close, Buffer.from([0x0f, 0xa0])), text('{}')],
    { messages: 0, pings: [], end: 'over', closeCodes: [4000, 1009] },
  ],
  [
    'the longest frame',
    [text(spaces(32_768))],
    { messages: 1, pings: [], end: 'between messages', closeCodes: [] },
  ],
])('a client that sends %s is owed as much as that', (_what, frames, owed) => {
  expect(readClientFrames(Buffer.concat(frames))).toEqual(owed);
});

test.each<[string, readonly Buffer[], number]>([
  ['no mask', [text('{}', { masked: false })], 1002],
  ['a reserved bit', [text('{}', { reserved: 4 })], 1002],
  ['an unknown op-code', [clientFrame(3, Buffer.alloc(0))], 1002],
  ['a part of no message', [clientFrame(opcodes.continuation, Buffer.from('a'))], 1002],
  ['a message inside another', [text('{', { fin: false }), text('}')], 1002],
  ['a ping in parts', [clientFrame(opcodes.ping, Buffer.alloc(1), { fin: false })], 1002],
  ['a ping of 126 bytes', [clientFrame(opcodes.ping, Buffer.alloc(126))], 1002],
  ['a close with half a code', [clientFrame(opcodes.close, Buffer.alloc(1))], 1002],
  ['a close with no code of a client', [clientFrame(opcodes.close, Buffer.from([0x03, 0xed]))], 1002],
  ['bytes that are no text', [clientFrame(opcodes.binary, Buffer.from('{}'))], 1003],
  ['a text that is not UTF-8', [clientFrame(opcodes.text, Buffer.from([0xff]))], 1007],
  ['a frame above 32 KB', [text(spaces(32_769))], 1009],
  [
    'a message above 128 KB',
    [
      text(spaces(32_768), { fin: false }),
      ...[1, 2, 3].map(() => clientFrame(opcodes.continuation, Buffer.alloc(32_768, 0x20), { fin: false })),
      clientFrame(opcodes.continuation, Buffer.from(' ')),
    ],
    1009,
  ],
])('%s is refused', (_what, frames, code) => {
  expect(readClientFrames(Buffer.concat(frames))).toMatchObject({
    end: 'over',
    closeCodes: [code, 1009],
  });
});

test('frames of every kind are made', () => {
  const ends = fc
    .sample(hostileFrames, { seed: 1, numRuns: 300 })
    .map((frames) => readClientFrames(frames).end);
  const count = (end: ClientFrames['end']): number => ends.filter((each) => each === end).length;
  expect(count('over')).toBeGreaterThan(50);
  expect(count('between messages')).toBeGreaterThan(50);
  expect(count('inside a frame')).toBeGreaterThan(20);
  expect(count('inside a message')).toBeGreaterThan(5);
});

const head = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n';
const fromServer = (opcode: number, payload: Buffer | string): Buffer =>
  clientFrame(opcode, Buffer.from(payload), { masked: false });

test('a server’s frames are read behind its answer to the handshake, up to its close', () => {
  const bytes = Buffer.concat([
    Buffer.from(head),
    fromServer(opcodes.text, '{"type":"pong"}'),
    fromServer(opcodes.pong, 'a'),
    fromServer(opcodes.close, Buffer.from([0x03, 0xe8])),
  ]);
  expect(readServerFrames(bytes)).toEqual({
    statusLine: 'HTTP/1.1 101 Switching Protocols',
    texts: ['{"type":"pong"}'],
    pongs: ['61'],
    closeCode: 1000,
  });
  expect(readServerFrames(bytes.subarray(0, -1))).not.toHaveProperty('closeCode');
  expect(readServerFrames(Buffer.concat([Buffer.from(head), text('{}')]))).toHaveProperty('broken');
});

const asked: ClientFrames = { messages: 1, pings: ['61'], end: 'between messages', closeCodes: [] };
const refused: ClientFrames = { messages: 0, pings: [], end: 'over', closeCodes: [1002, 1009] };
const cut: ClientFrames = { messages: 0, pings: [], end: 'inside a frame', closeCodes: [] };

const received: Received = {
  statusLine: 'HTTP/1.1 101 Switching Protocols',
  texts: ['{"type":"pong"}'],
  pongs: ['61'],
  closeCode: 1000,
  ended: true,
};
const silent: Received = { statusLine: received.statusLine, texts: [], pongs: [], ended: true };

const failure = (code: string): string =>
  JSON.stringify({ type: 'error', requestId: 'r', code, message: 'm', retryable: true });

test.each<[string, ClientFrames, Received]>([
  ['all that was owed', asked, received],
  ['a refusal of the message', asked, { ...received, texts: [failure('INVALID_REQUEST')] }],
  ['the close that was due', refused, { ...silent, closeCode: 1002 }],
  ['the end behind half a frame', cut, silent],
  ['a refusal of half a frame', cut, { ...silent, closeCode: 1009 }],
])('%s is right', (_what, sent, got) => {
  expect(judgeFrames(sent, got)).toEqual([]);
});

test.each<[string, ClientFrames, Received, string]>([
  ['a failure of ours', asked, { ...received, texts: [failure('INTERNAL')] }, 'INTERNAL'],
  ['an undocumented frame', asked, { ...received, texts: ['{"type":"hello"}'] }, 'not documented'],
  [
    'a frame that breaks its schema',
    asked,
    { ...received, texts: ['{"type":"pong","at":1}'] },
    'breaks its schema',
  ],
  [
    'a frame that no client can read',
    asked,
    { ...received, broken: 'a frame with a mask' },
    'the server sent',
  ],
  ['no answer', asked, { ...received, texts: [] }, '0 answers to 1 messages'],
  [
    'two answers',
    asked,
    { ...received, texts: ['{"type":"pong"}', '{"type":"pong"}'] },
    '2 answers to 1 messages',
  ],
  ['no pong', asked, { ...received, pongs: [] }, 'the pongs'],
  ['a close for a failure of ours', asked, { ...received, closeCode: 1011 }, 'closed with 1011'],
  ['a failure in place of a refusal', refused, { ...silent, closeCode: 1011 }, 'closed with 1011'],
  ['no close where one is due', refused, silent, 'closed with nothing'],
  ['a connection that stays', asked, { ...received, ended: false }, 'still open'],
  ['no handshake', asked, { ...received, statusLine: 'HTTP/1.1 500 ' }, 'the handshake'],
])('%s is found', (_what, sent, got, finding) => {
  expect(judgeFrames(sent, got)).toEqual([expect.stringContaining(finding)]);
});
