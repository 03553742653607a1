import { defaultRuntimeConfig } from '../../../contracts/runtime-config';
import { chooseModel } from '../../../core/chat/choose-model';
import { asksAboutManga, matchRoutingRule } from '../../../core/chat/match-routing-rule';
import { type RoutingQuestion, routeModel } from '../../../core/chat/route-model';
import { routingRules } from '../../../core/chat/routing-rules';

const question = (message: string, facts: Partial<RoutingQuestion> = {}): RoutingQuestion => ({
  message,
  preference: 'auto',
  historyTurns: 0,
  contextTokens: 20,
  costRouting: true,
  overBudget: false,
  ...facts,
});

describe('auto', () => {
  test.each([
    ['こんにちは', 'greeting'],
    ['おはようございます！', 'greeting'],
    ['こんにちは😀(^^)', 'greeting'],
    ['Hello there!', 'greeting'],
    ['HI', 'greeting'],
    ['您好，在吗？', 'greeting'],
    ['送料はいくらですか？', 'faq'],
    ['How long does shipping take?', 'faq'],
    ['可以退货吗？', 'faq'],
    ['鬼滅の刃のジャンルは何ですか', 'classification'],
    ['What genre is One Piece?', 'classification'],
    ['《海贼王》属于哪一类？', 'classification'],
    ['進撃の巨人は全何巻ですか？', 'short-fact'],
    ['ｽﾗﾑﾀﾞﾝｸの作者は', 'short-fact'],
    ['Who wrote Berserk?', 'short-fact'],
    ['《灌篮高手》的作者是谁？', 'short-fact'],
    ['ナルト', 'short-question'],
  ])('answers "%s" with the fast model: %s', (message, reason) => {
    expect(routeModel(question(message))).toEqual({ slot: 'fast', reason, degraded: [] });
  });

  test.each([
    ['おすすめの漫画を教えてください', 'recommendation'],
    ['こんにちは、おすすめはありますか', 'recommendation'],
    ['ｵｽｽﾒを教えて', 'recommendation'],
    ['Can you recommend something like Monster?', 'recommendation'],
    ['有没有类似《灌篮高手》的漫画？', 'recommendation'],
    ['ブリーチとナルトの違いは？', 'comparison'],
    ['Which is better, Naruto or Bleach?', 'comparison'],
    ['Naruto vs Bleach', 'comparison'],
    ['这两部漫画有什么区别', 'comparison'],
    [
      'この作品の主人公がなぜ最後にあの選択をしたのか、物語全体のテーマと合わせて説明していただけますでしょうか',
      'open-question',
    ],
    ['漫'.repeat(500), 'long-message'],
  ])('answers "%s" with the quality model: %s', (message, reason) => {
    expect(routeModel(question(message))).toEqual({ slot: 'quality', reason, degraded: [] });
  });

  test('answers in a long conversation with the quality model, a greeting too', () => {
    expect(routeModel(question('こんにちは', { contextTokens: 4000 }))).toMatchObject({
      slot: 'quality',
      reason: 'long-context',
    });
  });

  test('takes what follows earlier turns as an open question', () => {
    expect(routeModel(question('もっと短いのは？', { historyTurns: 1 })).reason).toBe('open-question');
  });

  test.each(['canvas of colours', 'Hinata', 'nowhen'])(
    'does not find phrases inside the word of "%s"',
    (message) => {
      expect(routeModel(question(message)).reason).toBe('short-question');
    },
  );

  test('is the quality model where cost routing is off', () => {
    expect(routeModel(question('こんにちは', { costRouting: false }))).toEqual({
      slot: 'quality',
      reason: 'cost-routing-off',
      degraded: [],
    });
  });
});

describe("while the day's budget burns too fast", () => {
  test('auto falls back to the fast model, and says so', () => {
    expect(routeModel(question('おすすめは？', { overBudget: true }))).toEqual({
      slot: 'fast',
      reason: 'daily-budget (recommendation)',
      degraded: ['budget-fast-model'],
    });
  });

  test('what would have been fast anyway is not degraded', () => {
    expect(routeModel(question('こんにちは', { overBudget: true })).degraded).toEqual([]);
  });

  test("the customer's own choice is kept", () => {
    const route = routeModel(question('おすすめは？', { overBudget: true, preference: 'quality' }));
    expect(route).toEqual({ slot: 'quality', reason: 'customer-choice', degraded: [] });
  });
});

test.each(['fast', 'quality'] as const)('the choice of a customer for %s is kept', (preference) => {
  expect(routeModel(question('おすすめは？', { preference })).slot).toBe(preference);
});

test.each([
  ['こんにちは', false],
  ['送料はいくらですか', false],
  ['おすすめは？', true],
  ['進撃の巨人の在庫はありますか', true],
  ['(´・ω・｀)', true],
])('whether "%s" asks about manga: %s', (message, expected) => {
  expect(asksAboutManga(message)).toBe(expected);
});

test('each rule has its own reason, and the last one holds for everything', () => {
  const reasons = routingRules.map(({ reason }) => reason);
  expect(new Set(reasons).size).toBe(reasons.length);
  expect(routingRules.at(-1)?.when.kind).toBe('otherwise');
  expect(() => matchRoutingRule(question('x'), [])).toThrow('No routing rule holds');
});

describe('the model of the catalogue', () => {
  const setUp = (burningTooFast = false) => {
    const metrics: string[] = [];
    const choose = chooseModel({
      config: () => ({
        ...defaultRuntimeConfig,
        fast_model: 'claude-haiku-4-5',
        quality_model: 'claude-sonnet-4-6',
      }),
      burningTooFast: () => burningTooFast,
      record: (metric) => metrics.push(metric),
    });
    return { choose, metrics };
  };
  const ask = { preference: 'auto', history: [] } as const;

  test('is the one that the configuration names', () => {
    const { choose, metrics } = setUp();
    expect(choose({ ...ask, message: 'こんにちは' }).model).toBe('claude-haiku-4-5');
    expect(choose({ ...ask, message: 'おすすめは？' }).model).toBe('claude-sonnet-4-6');
    expect(metrics).toEqual([]);
  });

  test('is the fast one over budget, and each fallback is counted', () => {
    const { choose, metrics } = setUp(true);
    expect(choose({ ...ask, message: 'おすすめは？' })).toMatchObject({
      model: 'claude-haiku-4-5',
      degraded: ['budget-fast-model'],
    });
    expect(metrics).toEqual(['budgetFallbacks']);
  });

  test('is the quality one after a long history', () => {
    const turn = {
      turn: 1,
      requestId: 'r',
      message: 'あ'.repeat(1500),
      language: 'ja',
      askedAt: 0,
      answer: {
        reply: 'い'.repeat(1500),
        model: 'm',
        cached: false,
        usage: { inputTokens: 1, outputTokens: 1 },
        costUsd: 0,
        sources: [],
        routingReason: '',
        degraded: [],
        answeredAt: 0,
      },
    } as const;
    const { choose } = setUp();
    expect(choose({ ...ask, message: 'こんにちは', history: [turn] }).reason).toBe('long-context');
    expect(choose({ ...ask, message: 'こんにちは', history: [{ ...turn, message: '前' }] }).reason).toBe(
      'greeting',
    );
  });
});
