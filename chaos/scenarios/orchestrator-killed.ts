import { randomUUID } from 'node:crypto';
import { askUntilAnswered } from '../clients/ask-until-answered';
import { restClient } from '../clients/rest-client';
import type { Exchange } from '../clients/socket-client';
import { newSocketGuest, type SocketGuest } from '../clients/socket-guest';
import { check, type Scenario } from '../scenario';
import { waitUntil } from '../wait-until';

const readers = 10;
const kills = 3;
/** Slow enough for an answer to take several seconds. */
const tokensPerSecond = 30;

interface Reader extends SocketGuest {
  sessionId: string | undefined;
  readonly questions: string[];
}

interface Round {
  /** What came of the message whose answer was cut. */
  readonly first: Exchange;
  /** What came when it was sent again. */
  readonly again: Exchange;
}

const isEnded = ({ frames }: Exchange): boolean => frames.at(-1)?.type === 'end';

/** The chat's only task dies while it answers, again and again. */
export const orchestratorKilled: Scenario = {
  summary: `the orchestrator killed (SIGKILL) ${kills} times in the middle of ${readers} answers`,
  run: async ({ start, log, onEnd }) => {
    const system = await start({ tokensPerSecond });
    const { gateway } = system.describe();
    const open = async (): Promise<Reader> => {
      const guest = await newSocketGuest(gateway);
      onEnd(() => guest.socket.close());
      return { ...guest, sessionId: undefined, questions: [] };
    };
    const all = await Promise.all(Array.from({ length: readers }, open));

    const ask = async (reader: Reader, message: string, onText: () => void): Promise<Round> => {
      const { socket, sessionId } = reader;
      const data = { message, ...(sessionId !== undefined && { sessionId }) };
      const request = { action: 'sendMessage' as const, requestId: randomUUID(), data };
      reader.questions.push(message);
      const first = await socket.ask(request, ({ type }) => (type === 'delta' ? onText() : undefined));
      const again = isEnded(first) ? first : (await askUntilAnswered(socket, request, 20)).exchange;
      const last = again.frames.at(-1);
      if (last?.type === 'end') reader.sessionId = last.sessionId;
      return { first, again };
    };

    const rounds: Round[] = [];
    for (let kill = 1; kill <= kills; kill += 1) {
      const reading = new Set<Reader>();
      const answering = Promise.all(
        all.map((reader, at) =>
          ask(reader, `読者${at}番の質問${kill}、おすすめを教えてください`, () => reading.add(reader)),
        ),
      );
      await waitUntil('half of the readers read', () => reading.size >= readers / 2, {
        timeoutMs: 30_000,
        everyMs: 20,
      });
      const killed = system.signal('orchestrator', 'SIGKILL');
      rounds.push(...(await answering));
      log(`kill ${kill}: ${killed} process, all readers answered`);
      await waitUntil('the orchestrator is back', async () => (await fetch(`${gateway}/health`)).ok, {
        timeoutMs: 20_000,
      });
    }

    const cut = rounds.filter(({ first }) => !isEnded(first));
    const silent = rounds.filter(({ first, again }) =>
      [first, again].some(({ ended }) => ended !== 'last-frame'),
    );
    const halves = cut.filter(({ first }) => first.frames.some(({ type }) => type === 'delta')).length;
    const waits = cut.map(({ first }) => first.milliseconds);
    const codes = cut
      .map(({ first: { frames } }) => frames.at(-1))
      .map((frame) => (frame?.type === 'error' ? frame.code : frame?.type));
    log(
      `${cut.length} of ${rounds.length} answers cut (${halves} after some text): ${[...new Set(codes)].join(', ')} within ${Math.max(0, ...waits).toFixed(0)} ms; sent again, they took up to ${Math.max(0, ...cut.map(({ again }) => again.milliseconds)).toFixed(0)} ms`,
    );
    const broken: string[] = [];
    for (const { token, sessionId, questions } of all) {
      const { turns } = await restClient(gateway, token).history({ sessionId: sessionId ?? '', limit: 50 });
      const whole =
        turns.map(({ message }) => message).join('\n') === questions.join('\n') &&
        turns.every(({ reply = '', message }) => reply.includes(message));
      if (!whole) broken.push(JSON.stringify(turns.map(({ message, reply }) => [message, reply?.length])));
    }
    return [
      check('answers were cut', halves > 0, `${halves} in the middle`),
      check(
        'an error frame or the answer, never silence',
        silent.length === 0,
        silent.map(({ first, again }) => `${first.ended}, ${again.ended}`).join('; ') ||
          `${rounds.length} messages`,
      ),
      check(
        'sent again, every message was answered',
        rounds.every(({ again }) => isEnded(again)),
        rounds
          .filter(({ again }) => !isEnded(again))
          .map(({ again }) => JSON.stringify(again.frames.at(-1)))
          .join('; ') || `${rounds.length} answers`,
      ),
      check(
        'every session stayed whole: each question once, in order, with its own answer',
        broken.length === 0,
        broken.slice(0, 3).join('; ') || `${all.length} sessions of ${kills} turns`,
      ),
    ];
  },
};
