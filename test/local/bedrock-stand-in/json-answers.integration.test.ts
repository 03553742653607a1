import { enrichmentSchema } from '../../../contracts/enrichment';
import { moderationSchema } from '../../../contracts/moderation';
import { recommendationsSchema } from '../../../contracts/recommendations';
import { synopsesSchema } from '../../../contracts/synopses';
import { enrichmentSystemPrompt } from '../../../core/enrichment/enrichment-prompt';
import { itemBlock } from '../../../core/enrichment/item-block';
import { createValidator } from '../../../core/json-schema/create-validator';
import { dataBlock } from '../../../core/prompt/data-block';
import { aBody, type Harness, invoke, startHarness, textOfReply } from './with-stand-in';

const system = enrichmentSystemPrompt('2026-11-1');
const giants = {
  title: '巨人の学園',
  titleReading: 'キョジン ノ ガクエン',
  creators: ['山田太郎'],
  publishedFrom: '1994-05',
  notes: '少年誌に連載 <b>&',
};

describe('The stand-in answers prompts that ask for JSON', () => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await startHarness();
  });
  afterEach(() => harness.close());

  const answer = async (body: Record<string, unknown>): Promise<unknown> =>
    JSON.parse(textOfReply(await invoke(harness.client(), aBody('', { max_tokens: 2048, ...body }))));
  const ask = (text: string, changes: Record<string, unknown> = {}): Promise<unknown> =>
    answer({ messages: [{ role: 'user', content: [{ type: 'text', text }] }], ...changes });

  test('an enrichment that fits the contract and follows from the item', async () => {
    const enrichment = await ask(itemBlock(giants), { system });
    expect(createValidator(enrichmentSchema, 'reply')(enrichment)).toMatchObject({ ok: true });
    expect(enrichment).toEqual({
      synopsis:
        '『巨人の学園』は、山田太郎による1994年から刊行された学園・アクションを題材にした漫画作品。資料には「少年誌に連載 <b>&」とある。（ローカル代役モデルによる紹介文）',
      genres: ['school', 'action'],
      tags: ['学園', 'アクション', '1990年代'],
      audience: 'shonen',
      contentWarnings: ['violence'],
      searchKeywords: ['巨人の学園', 'キョジン ノ ガクエン', '山田太郎', '学園', 'アクション'],
      titleEnglish: 'Kyojin No Gakuen',
      titleChinese: '巨人の学園',
    });
    expect(await ask(itemBlock(giants), { system })).toEqual(enrichment);
  });

  test('what was paid for is written down by task and titles; what was refused is not', async () => {
    await ask(itemBlock(giants), { system });
    await invoke(harness.client(), aBody('おすすめは？'));
    harness.standIn.setFaults({ '*': [{ kind: 'throttle' }] });
    await expect(ask(itemBlock(giants), { system })).rejects.toThrow('Too many requests');
    const report = await fetch(`${harness.standIn.url}/calls?paid`);
    expect(await report.json()).toMatchObject({
      paid: [
        { task: 'enrichment', titles: ['巨人の学園'], at: expect.any(Number) },
        { task: 'chat', titles: [], at: expect.any(Number) },
      ],
    });
  });

  test.each([
    [{ title: 'あ', creators: [] }],
    [
      {
        title: '漫'.repeat(500),
        titleReading: 'マ'.repeat(1000),
        creators: Array(50).fill('名'.repeat(200)),
      },
    ],
    [{ title: 'BLUE', creators: ['x'], notes: '注'.repeat(4000) }],
    [{ title: '♡♡♡', creators: ['某'] }],
  ])('an enrichment that fits, whatever the item: %#', async (item) => {
    const enrichment = await ask(itemBlock(item), { system });
    expect(createValidator(enrichmentSchema, 'reply')(enrichment)).toMatchObject({ ok: true });
  });

  test('a spoilt share of the items, always the same ones, until the fault is cleared', async () => {
    harness.standIn.setFaults({ '*': [{ kind: 'invalid-json', probability: 0.3 }] });
    const validate = createValidator(enrichmentSchema, 'reply');
    const fitting = async (): Promise<boolean[]> =>
      Promise.all(
        Array.from({ length: 60 }, async (_none, index) => {
          const reply = await ask(itemBlock({ ...giants, title: `第${index}巻` }), { system });
          return validate(reply).ok;
        }),
      );
    const first = await fitting();
    const spoilt = first.filter((fits) => !fits).length;
    expect(spoilt).toBeGreaterThan(8);
    expect(spoilt).toBeLessThan(30);
    expect(await fitting()).toEqual(first);

    harness.standIn.setFaults({});
    expect(await fitting()).not.toContain(false);
  });

  test('a correction of a reply that did not fit, from the item at the beginning', async () => {
    const messages = [
      { role: 'user', content: [{ type: 'text', text: itemBlock(giants) }] },
      { role: 'assistant', content: [{ type: 'text', text: '{}' }] },
      {
        role: 'user',
        content: [{ type: 'text', text: 'Reply again with the whole corrected JSON object.' }],
      },
    ];
    expect(await answer({ system, messages })).toMatchObject({ titleEnglish: 'Kyojin No Gakuen' });
  });

  test('synopses, one for each item', async () => {
    const items = ['C1', 'C2'].map((catalogId) => dataBlock('item', { catalogId, ...giants }));
    const reply = await ask(items.join('\n'), { system: '<task id="synopsis">\nWrite.' });
    expect(createValidator(synopsesSchema, 'reply')(reply)).toMatchObject({ ok: true });
    expect(reply).toMatchObject({ synopses: [{ catalogId: 'C1' }, { catalogId: 'C2' }] });
  });

  test('recommendations with a reason that both titles share', async () => {
    const facts = (catalogId: string, title: string, creators: string[], tags: string[]): object => ({
      catalogId,
      title,
      creators,
      tags,
    });
    const text = [
      dataBlock('item', facts('C1', '巨人の街', ['山田太郎'], ['復讐'])),
      dataBlock('candidate', facts('C2', '塔', ['山田太郎'], [])),
      dataBlock('candidate', facts('C3', '剣', ['別人'], ['復讐'])),
      dataBlock('candidate', facts('C4', '花', ['別人'], [])),
    ].join('\n');
    const reply = await ask(text, { system: '<task id="recommendation">\nAdvise.' });
    expect(createValidator(recommendationsSchema, 'reply')(reply)).toMatchObject({ ok: true });
    expect(reply).toEqual({
      recommendations: [
        { catalogId: 'C2', reason: '『巨人の街』と同じ山田太郎の作品です。' },
        { catalogId: 'C3', reason: '『巨人の街』と同じく「復讐」を描いた作品です。' },
        { catalogId: 'C4', reason: '『巨人の街』の近くに並ぶ作品です。' },
      ],
    });
  });

  test.each([
    ['a picture', '', 'approved'],
    ['a picture that says that it is violent', 'moderation:gore', 'rejected'],
    ['a picture that says that a person should look', 'moderation:review', 'review'],
  ])('a verdict on %s', async (_what, comment, verdict) => {
    const data = Buffer.from(`GIF89a\u0001\u0000\u0001\u0000${comment}`).toString('base64');
    const image = { type: 'image', source: { type: 'base64', media_type: 'image/gif', data } };
    const reply = await answer({
      system: '<task id="moderation">\nCheck.',
      messages: [{ role: 'user', content: [image, { type: 'text', text: 'Check this image.' }] }],
    });
    expect(createValidator(moderationSchema, 'reply')(reply)).toMatchObject({ ok: true });
    expect(reply).toMatchObject({ verdict });
  });
});
