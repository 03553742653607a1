import { randomUUID } from 'node:crypto';
import type { SeenRequest } from '../../local/bedrock-stand-in/calls/call-log';
import { newSocketGuest } from '../clients/socket-guest';
import { check, type Scenario } from '../scenario';
import { waitUntil } from '../wait-until';
import { enrichTitles } from './enrich-titles';

/** Twelve turns of a customer; pairs that the model sees at most are ten. */
const questions = [
  '進撃の巨人みたいなダークな作品を教えてください',
  'もう少し短い作品はありますか',
  'そういえば、きんぐだむは置いていますか？',
  'ワンピースの作者は誰ですか',
  '女の子が主人公の冒険漫画がいいな(*´ω｀*)',
  '全部で何巻くらいでしょうか',
  '２０代の男性へのプレゼントに向いているのはどれですか',
  '怖すぎるのは苦手です…😭',
  'では、料理の漫画ではどうでしょう',
  '映画になった作品はありますか？',
  '最初に教えてくれた作品は何でしたっけ',
  'ありがとう！今日のおすすめをもう一つだけお願いします',
] as const;
const pairs = 10;

const lastTextOf = ({ messages }: SeenRequest): string => messages.at(-1)?.text ?? '';

/** A conversation of twelve turns, in Japanese, over one socket. */
export const conversation: Scenario = {
  summary: `${questions.length} turns in Japanese over a socket; the model sees the last ${pairs} pairs`,
  run: async ({ start, log, onEnd }) => {
    const system = await start({ tokensPerSecond: 400 });
    await enrichTitles('admin/sample/manga-sample.jsonl');
    const { gateway } = system.describe();
    const { socket } = await newSocketGuest(gateway);
    onEnd(() => socket.close());

    const replies: string[] = [];
    const problems: string[] = [];
    let sessionId: string | undefined;
    for (const message of questions) {
      const data = { message, ...(sessionId !== undefined && { sessionId }) };
      const exchange = await socket.ask({ action: 'sendMessage', requestId: randomUUID(), data });
      const [first] = exchange.frames;
      const last = exchange.frames.at(-1);
      if (first?.type !== 'start' || last?.type !== 'end' || exchange.text === '')
        problems.push(`${message}: ${exchange.ended}, ${JSON.stringify(last)}`);
      if (last?.type === 'end') ({ sessionId } = last);
      replies.push(exchange.text);
    }
    log(`the last answer: ${replies.at(-1)?.replaceAll('\n', ' ').slice(0, 120)}…`);

    const lastQuestion = questions.at(-1) ?? '';
    let seen: SeenRequest | undefined;
    await waitUntil(
      'the stand-in has logged the last question',
      async () => {
        seen = (await system.standIn.last(50)).findLast((each) => lastTextOf(each).endsWith(lastQuestion));
        return seen !== undefined;
      },
      { timeoutMs: 5_000 },
    );
    const earlier = seen?.messages.slice(0, -1) ?? [];
    const expected = questions
      .slice(-1 - pairs, -1)
      .flatMap((question, at) => [question, replies[questions.length - 1 - pairs + at] ?? '']);
    const page = await socket.ask({
      action: 'getHistory',
      requestId: randomUUID(),
      data: { sessionId: sessionId ?? '', limit: 50 },
    });
    const [history] = page.frames;
    const turns = history?.type === 'history' ? history.turns : [];
    return [
      check(
        'every turn was answered',
        problems.length === 0,
        problems.join('; ') || `${replies.length} turns`,
      ),
      check(
        `the model sees the last ${pairs} pairs`,
        earlier.map(({ text }) => text.trim()).join('\n') ===
          expected.map((text) => text.trim()).join('\n') &&
          earlier.every(({ role }, at) => role === (at % 2 === 0 ? 'user' : 'assistant')),
        `${earlier.length / 2} pairs before the question, the first is ${JSON.stringify(earlier[0]?.text)}`,
      ),
      check(
        'the history has every turn, newest last, as the reader saw it',
        turns.map(({ message }) => message).join('\n') === questions.join('\n') &&
          turns.every(({ reply }, at) => reply === replies[at]),
        `${turns.length} turns`,
      ),
      check('no frame was left over', socket.strays.length === 0, `${socket.strays.length} strays`),
    ];
  },
};
