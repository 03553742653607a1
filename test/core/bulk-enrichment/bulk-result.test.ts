import { readBulkResult } from '../../../core/bulk-enrichment/bulk-result';
import { buildEnrichment } from '../../support/enrichment-job';

const message = (text: string, stopReason = 'end_turn') => ({
  type: 'message',
  content: [{ type: 'text', text }],
  stop_reason: stopReason,
  usage: { input_tokens: 900, output_tokens: 400 },
});
const line = (rest: object) => JSON.stringify({ recordId: 'shopZ2D1', modelInput: {}, ...rest });
const usage = { inputTokens: 900, outputTokens: 400 };
const nothing = { inputTokens: 0, outputTokens: 0 };

test('an enrichment that fits, with what it took', () => {
  const enrichment = buildEnrichment();
  expect(readBulkResult(line({ modelOutput: message(JSON.stringify(enrichment)) }))).toEqual({
    catalogId: 'shop-1',
    usage,
    kind: 'fits',
    enrichment,
  });
});

test.each([
  ['is no JSON', message('わかりません'), 'it is not one whole JSON value'],
  ['misses a field', message('{}'), 'synopsis is required'],
  ['was cut off', message('{"synopsis":"', 'max_tokens'), 'it was cut off at the output limit: write less'],
])('a reply that %s is worth another request, and was paid for', (_, modelOutput, reason) => {
  expect(readBulkResult(line({ modelOutput }))).toEqual({
    catalogId: 'shop-1',
    usage,
    kind: 'again',
    reason: expect.stringContaining(reason),
  });
});

test('a refusal is not asked again', () => {
  expect(readBulkResult(line({ modelOutput: message('いいえ', 'refusal') }))).toEqual({
    catalogId: 'shop-1',
    usage,
    kind: 'hopeless',
    code: 'UNFIT_REPLY',
    reason: "The model's reply does not fit: it declined to answer",
  });
});

test('a record that Bedrock calls invalid is not asked again, one that failed is; neither was paid for', () => {
  const error = (errorCode: number) => line({ error: { errorCode, errorMessage: 'bad request' } });
  expect(readBulkResult(error(400))).toEqual({
    catalogId: 'shop-1',
    usage: nothing,
    kind: 'hopeless',
    code: 'MODEL_REJECTED',
    reason: '400: bad request',
  });
  for (const code of [429, 500, 503])
    expect(readBulkResult(error(code))).toMatchObject({ kind: 'again', usage: nothing });
});

test('an output that is no message is worth another request', () => {
  expect(readBulkResult(line({}))).toMatchObject({ kind: 'again', usage: nothing });
  expect(readBulkResult(line({ modelOutput: { content: 'x' } }))).toMatchObject({ kind: 'again' });
});

test('a line that does not say whose it is, is nothing', () => {
  expect(readBulkResult('{"modelOutput":{}}')).toBeUndefined();
  expect(readBulkResult('{"recordId":')).toBeUndefined();
});
