import { describeManga } from '../../../../local/bedrock-stand-in/answers/described-manga';
import { markedParts } from '../../../../local/bedrock-stand-in/answers/marked-parts';
import { questionOf } from '../../../../local/bedrock-stand-in/answers/question-of';

describe('The parts of a prompt', () => {
  test('are read with their attributes, as text or JSON', () => {
    const text =
      '<document id="C1" title="A &amp; B">本文</document>\n<document>{"title":"\\u003cX\\u003e"}</document>';
    expect(markedParts(text, 'document')).toEqual([
      { attributes: { id: 'C1', title: 'A & B' }, text: '本文', json: undefined },
      { attributes: {}, text: '{"title":"\\u003cX\\u003e"}', json: { title: '<X>' } },
    ]);
    expect(markedParts('<documents>x</documents><document>open', 'document')).toEqual([]);
  });

  test.each([
    ['{"catalogId":"C1","title":"塔","creators":["山田"],"synopsis":"物語"}'],
    ['{"catalogId":"C1","item":{"title":"塔","creators":["山田"]},"enrichment":{"synopsis":"物語"}}'],
    ['id="C1"タイトル: 塔\n作者: 山田\nあらすじ: 物語'],
  ])('describe a manga in whatever form: %s', (body) => {
    const [part] = markedParts(
      body.startsWith('id') ? `<item id="C1">${body.slice(7)}</item>` : `<item>${body}</item>`,
      'item',
    );
    expect(part && describeManga(part)).toMatchObject({
      id: 'C1',
      title: '塔',
      creators: ['山田'],
      synopsis: '物語',
    });
  });

  test.each([
    ['<document>資料</document>\nおすすめは？'],
    ['<document>資料</document>次の質問に答えてください。<question>おすすめは？</question>'],
    ['<customer_message>"おすすめは？"</customer_message>'],
  ])('leave the question of the customer: %s', (message) => {
    expect(questionOf(message)).toBe('おすすめは？');
  });
});
