import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { socketTimeoutsMs } from '../../contracts/api-routes';
import { newGuest, patientTries } from '../clients/guest';
import { restClient } from '../clients/rest-client';
import { sendUntilAnswered } from '../load/customer';
import { markOf } from '../load/questions';
import { type Fault, type Findings, shortly, type World } from './fault';
import { judgePages } from './judge-pages';

const readers = 3;
const pagesOfEach = 60;
/** Within this every page has come, or an error in its place, in milliseconds. */
const longestAnswerMs = socketTimeoutsMs.integration + 1_000;

/** Nearly the longest message that is taken: its turn fills a frame. */
const longText = (mark: string): string => `${mark} ${'漫'.repeat(3_900)}を教えて`;

/** A reader who asks for page after page and takes nothing; afterwards what is wrong with what came. */
const startSlowReader = async ({ system, load, log }: World): Promise<() => Promise<Findings>> => {
  const { gateway } = system.describe();
  const number = load.newCustomer();
  const { token, principalId } = await newGuest(gateway, patientTries);
  const mark = markOf(number, 1);
  const reader = `slow-${number}`;
  const message = {
    requestId: reader,
    principalId,
    conversation: reader,
    position: 1,
    text: longText(mark),
    mark,
    mayWait: false,
  };
  const asking = { door: 'rest', client: restClient(gateway, token), ledger: load.ledger } as const;
  const answered = await sendUntilAnswered(asking, message, undefined);
  if (answered.kind !== 'answered') return async () => [`a slow reader's question ended as ${answered.kind}`];
  const { sessionId } = answered;

  const socket = new WebSocket(`${gateway.replace(/^http/, 'ws')}/socket`, ['manga-assist', token]);
  await once(socket, 'open');
  socket.on('error', () => undefined);
  const frames: string[] = [];
  socket.on('message', (data: Buffer) => frames.push(data.toString()));
  socket.pause();
  const requestIds = Array.from({ length: pagesOfEach }, (_, page) => `${reader}-${page}`);
  const until = Date.now() + longestAnswerMs;
  for (const requestId of requestIds)
    socket.send(JSON.stringify({ action: 'getHistory', requestId, data: { sessionId } }));
  return async () => {
    socket.resume();
    const isOver = (): boolean => frames.length >= pagesOfEach || socket.readyState === WebSocket.CLOSED;
    while (!isOver() && Date.now() < until) await delay(50);
    const cutOff = socket.readyState === WebSocket.CLOSED;
    socket.terminate();
    const pages = frames.filter((frame) => frame.includes('"type":"history"')).length;
    log(`${reader}: ${pages} of ${pagesOfEach} pages, ${cutOff ? 'then cut off' : 'not cut off'}`);
    return judgePages({ requestIds, sessionId, message, frames, cutOff });
  };
};

export const slowReaders: Fault = {
  name: 'slow readers',
  summary: `${readers} sockets ask for ${pagesOfEach} large pages each and read nothing`,
  seconds: 8,
  recoversWithin: shortly,
  answersAtLeast: 0.9,
  begin: async (world) => {
    const ends = await Promise.all(Array.from({ length: readers }, () => startSlowReader(world)));
    return async () => (await Promise.all(ends.map((end) => end()))).flat();
  },
};
