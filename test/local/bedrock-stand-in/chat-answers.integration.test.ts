import { aBody, type Harness, invoke, startHarness, textOfReply } from './with-stand-in';

const document = (id: string, title: string, synopsis: string): string =>
  `<document id="${id}">\nタイトル: ${title}\n著者: 山田太郎、佐藤花子\nあらすじ: ${synopsis}\n</document>`;

const context = [
  document('C1', '暗黒の塔', '塔に囚われた人々の物語。'),
  document('C2', '巨人の街', '壁に囲まれた街を巨人が襲う。'),
  document('C3', '短い夏', '一巻で完結する青春もの。'),
].join('\n');

const turn = (role: string, text: string) => ({ role, content: [{ type: 'text', text }] });

describe('The stand-in answers customers from what the request holds', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());

  const ask = async (messages: unknown[], system = '<task id="chat">\n店員としてお答えください。') =>
    textOfReply(await invoke(harness.client(), aBody('', { system, messages })));

  test('names the retrieved titles, their authors and what they are about', async () => {
    const answer = await ask([turn('user', `${context}\n進撃の巨人みたいなダークな作品を教えてください`)]);
    expect(answer).toMatch(/^（ローカル代役モデルの回答です）/);
    expect(answer).toContain('「進撃の巨人みたいなダークな作品を教えてください」');
    expect(answer).toContain('『暗黒の塔』（山田太郎、佐藤花子） 塔に囚われた人々の物語。');
    expect(answer).toContain('『巨人の街』');
  });

  test('says so when nothing was retrieved', async () => {
    expect(await ask([turn('user', '実在しない漫画はありますか')])).toContain('見つけられませんでした');
  });

  test('sees the history: its length, the last question and the first title', async () => {
    const history = [
      turn('user', 'ダークな作品は？'),
      turn('assistant', '『暗黒の塔』と『巨人の街』がございます。'),
      turn('user', '作者は？'),
      turn('assistant', '『暗黒の塔』は山田太郎でございます。'),
    ];
    const earlier = await ask([...history, turn('user', `${context}\nさっきの最初の作品は？`)]);
    expect(earlier).toContain('これまでの2回のやり取り（直前のご質問は「作者は？」）');
    expect(earlier).toContain('最初にご案内した作品は『暗黒の塔』');

    const shorter = await ask([...history, turn('user', `${context}\nもっと短いのは？`)]);
    expect(shorter).toContain('短めの作品をお探し');
    expect(shorter).toContain('1. 『短い夏』');
  });

  test('greets', async () => {
    expect(await ask([turn('user', 'こんにちは！')])).toContain('いらっしゃいませ');
  });

  test.each([
    ['Can you recommend something dark?', '(Answer of the local stand-in model)', 'From our catalogue'],
    ['请推荐一些黑暗的作品，这个怎么样', '（本地替身模型的回答）', '为您推荐'],
  ])('answers in the language of the question: %s', async (question, label, phrase) => {
    const answer = await ask([turn('user', `${context}\n${question}`)]);
    expect(answer).toContain(label);
    expect(answer).toContain(phrase);
  });

  test('shows what reached it: roles, texts, region and model', async () => {
    await ask([turn('user', '一'), turn('assistant', '二'), turn('user', '三')]);
    const reply = await fetch(`${harness.standIn.url}/calls?last=1`);
    const { last } = (await reply.json()) as { last: unknown[] };
    expect(last).toEqual([
      {
        region: 'us-east-1',
        model: 'claude-haiku-4-5',
        modelId: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
        operation: 'invoke',
        task: 'chat',
        maxTokens: 1000,
        system: '<task id="chat">\n店員としてお答えください。',
        messages: [
          { role: 'user', text: '一', images: 0 },
          { role: 'assistant', text: '二', images: 0 },
          { role: 'user', text: '三', images: 0 },
        ],
      },
    ]);
  });
});
