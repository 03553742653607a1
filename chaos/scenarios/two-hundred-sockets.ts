import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { HistoryTurn } from '../../contracts/chat-reply';
import { type Answered, askUntilAnswered } from '../clients/ask-until-answered';
import { restClient } from '../clients/rest-client';
import { newSocketGuest } from '../clients/socket-guest';
import { check, type Scenario } from '../scenario';
import { seededRandom } from '../seeded-random';

const readers = 200;
const messages = 20;
/** A reader thinks up to this long before the next message, milliseconds. */
const longestPauseMs = 12_000;

interface Reader {
  readonly name: string;
  readonly questions: readonly string[];
  readonly answers: readonly Answered[];
  readonly strays: readonly string[];
  readonly stored: readonly HistoryTurn[];
}

const nameOf = (text: string): readonly string[] => text.match(/読者\d+番/gu) ?? [];

/** Whether each answer came, to its own reader, with its pieces in order: as it is stored. */
const problemsOf = ({ name, questions, answers, strays, stored }: Reader): readonly string[] => [
  ...strays.map((stray) => `${name}: ${stray.slice(0, 120)}`),
  ...answers.flatMap(({ exchange }, at) => {
    const { frames, text, ended } = exchange;
    const question = questions[at] ?? '';
    if (frames[0]?.type !== 'start' || frames.at(-1)?.type !== 'end')
      return [`${question}: ${ended}, ${JSON.stringify(frames.at(-1))}`];
    if (!text.includes(question) || nameOf(text).some((other) => other !== name))
      return [`${question}: another's answer`];
    return stored[at]?.message === question && stored[at].reply === text
      ? []
      : [`${question}: stored otherwise`];
  }),
];

/** Many readers at once, each with a session of its own. */
export const twoHundredSockets: Scenario = {
  summary: `${readers} sockets at once, each with its own session, ${messages} messages each`,
  run: async ({ start, log, onEnd, seed }) => {
    const system = await start({ tokensPerSecond: 500 });
    const { gateway } = system.describe();

    const read = async (number: number): Promise<Reader> => {
      const random = seededRandom(seed + number);
      const name = `読者${number}番`;
      const { token, socket } = await newSocketGuest(gateway);
      onEnd(() => socket.close());
      const questions: string[] = [];
      const answers: Answered[] = [];
      let sessionId: string | undefined;
      for (let at = 1; at <= messages; at += 1) {
        await delay(random() * longestPauseMs);
        const message = `${name}の質問${at}、おすすめは？`;
        const data = { message, ...(sessionId !== undefined && { sessionId }) };
        const answered = await askUntilAnswered(socket, {
          action: 'sendMessage',
          requestId: randomUUID(),
          data,
        });
        const last = answered.exchange.frames.at(-1);
        if (last?.type === 'end') ({ sessionId } = last);
        questions.push(message);
        answers.push(answered);
      }
      const { turns } = await restClient(gateway, token).history({ sessionId: sessionId ?? '', limit: 50 });
      return { name, questions, answers, strays: socket.strays, stored: turns };
    };

    const startedAt = Date.now();
    const all = await Promise.all(Array.from({ length: readers }, (_, number) => read(number)));
    const seconds = (Date.now() - startedAt) / 1000;
    const problems = all.flatMap(problemsOf);
    const answers = all.flatMap((reader) => reader.answers);
    const times = answers.map(({ exchange }) => exchange.milliseconds).toSorted((a, b) => a - b);
    const frames = answers.reduce((sum, { exchange }) => sum + exchange.frames.length, 0);
    const errors = answers.flatMap((answer) => answer.errors);
    log(
      `${(answers.length / seconds).toFixed(0)} answers a second, ${(frames / answers.length).toFixed(1)} frames each; half within ${times[Math.floor(times.length / 2)]?.toFixed(0)} ms, all within ${times.at(-1)?.toFixed(0)} ms`,
    );
    log(`asked again after an apology: ${errors.length} times ${[...new Set(errors)].join(', ')}`);
    return [
      check(
        'every reply came to its own reader, in order',
        problems.length === 0,
        problems.slice(0, 5).join('; ') || `${answers.length} answers to ${readers} readers`,
      ),
      check(
        'none lost, none twice',
        all.every(({ stored }) => stored.length === messages),
        `${all.reduce((sum, { stored }) => sum + stored.length, 0)} turns stored of ${readers * messages}`,
      ),
    ];
  },
};
