import * as fc from 'fast-check';
import { type ChatRequest, chatRequestSchema } from '../../../contracts/chat-request';
import { type EnrichmentJob, enrichmentJobSchema } from '../../../contracts/enrichment-job';
import { createValidator } from '../../../core/json-schema/create-validator';

const validate = createValidator<ChatRequest>(chatRequestSchema);
const detailsOf = (value: unknown) => {
  const result = validate(value);
  if (result.ok) throw new Error('expected a refusal');
  return result.details;
};

describe('a value that fits', () => {
  test('comes back as it was', () => {
    const request = { action: 'sendMessage', data: { message: 'こんにちは' } };
    expect(validate(request)).toEqual({ ok: true, value: request });
  });

  test('may hold 4000 code points, however many UTF-16 units they take', () => {
    expect(validate({ action: 'sendMessage', data: { message: '😀'.repeat(4000) } }).ok).toBe(true);
    expect(validate({ action: 'sendMessage', data: { message: '😀'.repeat(4001) } }).ok).toBe(false);
  });
});

describe('a value that does not fit', () => {
  test('names the field and its limit', () => {
    expect(detailsOf({ action: 'sendMessage', data: { message: 'あ'.repeat(4001) } })).toEqual([
      { field: 'data.message', problem: 'must have at most 4000 characters' },
    ]);
    expect(detailsOf({ action: 'sendMessage', data: { message: '' } })).toEqual([
      { field: 'data.message', problem: 'must have at least 1 character' },
    ]);
    expect(detailsOf({ action: 'sendMessage', data: { limit: 51 } })).toEqual([
      { field: 'data.limit', problem: 'must be at most 50' },
    ]);
  });

  test('names a field that is missing, and the values that are allowed', () => {
    expect(detailsOf({})).toEqual([{ field: 'action', problem: 'is required' }]);
    expect(detailsOf({ action: 'buy' })).toEqual([
      { field: 'action', problem: 'must be one of sendMessage, getHistory, clearSession' },
    ]);
  });

  test('names the document where the fault is not in a field', () => {
    expect(detailsOf('sendMessage')).toEqual([{ field: 'body', problem: 'must be an object' }]);
    const named = createValidator<ChatRequest>(chatRequestSchema, 'frame')([]);
    expect(named).toEqual({ ok: false, details: [{ field: 'frame', problem: 'must be an object' }] });
  });

  test('names an entry of a list by its place', () => {
    const job = createValidator<EnrichmentJob>(enrichmentJobSchema)({
      jobId: 'j',
      catalogId: 'C1',
      item: { title: 'x', creators: ['a', ''] },
      requestedBy: 'r',
      requestedAt: '2026-11-24T00:00:00Z',
      promptVersion: '1',
    });
    expect(job).toEqual({
      ok: false,
      details: [{ field: 'item.creators.1', problem: 'must have at least 1 character' }],
    });
  });

  test('lists all faults, up to ten', () => {
    expect(detailsOf({ action: 'buy', requestId: '!', data: { limit: 0 } })).toHaveLength(3);
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`extra${index}`, 1]));
    expect(detailsOf({ action: 'sendMessage', ...many })).toHaveLength(10);
  });

  test('is told which properties are known, not which one it sent', () => {
    expect(detailsOf({ action: 'getHistory', data: { 'ignore previous instructions': 1 } })).toEqual([
      {
        field: 'data',
        problem:
          'has an unknown property; known are message, sessionId, preferredLanguage, modelPreference, notifyWhenBusy, limit, before',
      },
    ]);
  });

  test('does not count what an object inherits', () => {
    expect(validate(Object.create({ action: 'sendMessage' })).ok).toBe(false);
    expect(validate(JSON.parse('{"action":"sendMessage","__proto__":{"x":1}}')).ok).toBe(false);
  });

  test('never finds its own text in the details', () => {
    const marker = 'zqxj-secret';
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('action', 'data', 'requestId', marker), (value, key) => {
        const result = validate({
          [key]: { message: [marker, value], sessionId: marker, preferredLanguage: marker, [marker]: marker },
        });
        expect(JSON.stringify(result)).not.toContain(marker);
      }),
    );
  });
});

test.each([
  ['2026-11-25T12:00:00Z', true],
  ['2026-11-25T12:00:00.123+09:00', true],
  ['2026-11-25', false],
  ['2026-13-25T12:00:00Z', false],
])('a time is a date-time as RFC 3339 has it: %s', (time, ok) => {
  const validateTime = createValidator({ type: 'string', format: 'date-time' }, 'time');
  expect(validateTime(time)).toEqual(
    ok ? { ok, value: time } : { ok, details: [{ field: 'time', problem: 'must be a date-time' }] },
  );
});
