import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { parseFrame } from '../clients/parse-frame';
import { sendUntilAnswered } from '../load/customer';
import type { Ledger } from '../load/ledger';
import { patientGuest } from '../load/patient-guest';
import { restDoor } from '../load/rest-door';
import { type Fault, type Findings, shortly } from './fault';

const readers = 3;
const pagesOfEach = 60;
/** Longest message that is taken: its turn fills a frame. */
const longText = `${'漫'.repeat(3_900)}を教えて`;

/** A reader who asks for page after page and takes nothing; afterwards what is wrong with what came. */
const startSlowReader = async (
  gateway: string,
  ledger: Ledger,
  number: number,
): Promise<() => Promise<Findings>> => {
  const { token, principalId } = await patientGuest(gateway);
  const message = {
    requestId: `slow-${number}`,
    principalId,
    conversation: `slow-${number}`,
    position: 1,
    text: longText,
    mayWait: false,
  };
  const asking = { door: 'rest', client: restDoor(gateway, token), ledger } as const;
  const answered = await sendUntilAnswered(asking, message, undefined);
  const socket = new WebSocket(`${gateway.replace(/^http/, 'ws')}/socket`, ['manga-assist', token]);
  await once(socket, 'open');
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  const frames: string[] = [];
  socket.on('message', (data: Buffer) => frames.push(data.toString()));
  socket.pause();
  const sessionId = answered.kind === 'answered' ? answered.sessionId : undefined;
  for (let page = 0; page < pagesOfEach; page += 1)
    socket.send(
      JSON.stringify({ action: 'getHistory', requestId: `slow-${number}-${page}`, data: { sessionId } }),
    );
  return async () => {
    socket.resume();
    await Promise.race([closed, delay(3_000)]);
    socket.terminate();
    const ids = frames.map((frame) => parseFrame(frame).requestId);
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    return [
      ...(answered.kind === 'answered' ? [] : [`a slow reader's question ended as ${answered.kind}`]),
      ...(twice.length === 0 ? [] : [`a slow reader got ${twice.length} pages twice`]),
    ];
  };
};

export const slowReaders: Fault = {
  name: 'slow readers',
  summary: `${readers} sockets ask for ${pagesOfEach} large pages each and read nothing`,
  seconds: 8,
  recoversWithin: shortly,
  answersAtLeast: 0.9,
  begin: async ({ load, system }) => {
    const { gateway } = system.describe();
    const ends = await Promise.all(
      Array.from({ length: readers }, () => startSlowReader(gateway, load.ledger, load.newCustomer())),
    );
    return async () => (await Promise.all(ends.map((end) => end()))).flat();
  },
};
