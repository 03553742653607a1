import { isUtf8 } from 'node:buffer';
import * as fc from 'fast-check';
import { decodeJsonBody } from '../../../core/http/decode-json-body';
import { firstInvalidUtf8Byte } from '../../../core/http/first-invalid-utf8-byte';

const json = 'application/json';
const utf8 = (text: string) => Buffer.from(text, 'utf8');

describe('request body', () => {
  test.each([json, 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    'is read when it is JSON in UTF-8: %s',
    (contentType) => {
      expect(decodeJsonBody(contentType, utf8('{"a":"漫画"}'))).toEqual({ ok: true, value: { a: '漫画' } });
    },
  );

  test('may begin with a byte order mark', () => {
    expect(decodeJsonBody(json, utf8('\ufeff{}'))).toEqual({ ok: true, value: {} });
  });

  test.each([undefined, ''])('is required', (contentType) => {
    expect(decodeJsonBody(contentType, utf8('{}'))).toEqual({
      ok: false,
      code: 'INVALID_REQUEST',
      details: [{ field: 'Content-Type', problem: 'is required' }],
    });
  });

  test.each(['text/plain', 'application/json; charset=shift_jis', 'application/x-www-form-urlencoded'])(
    'of another type or charset is refused: %s',
    (contentType) => {
      expect(decodeJsonBody(contentType, utf8('{}'))).toMatchObject({
        ok: false,
        code: 'UNSUPPORTED_MEDIA_TYPE',
      });
    },
  );

  test('that is not UTF-8 is refused with the position of the first wrong byte', () => {
    const bytes = Buffer.concat([utf8('{"a":"漫'), Buffer.from([0xff]), utf8('"}')]);
    expect(decodeJsonBody(json, bytes)).toEqual({
      ok: false,
      code: 'INVALID_ENCODING',
      details: [{ field: 'body', problem: 'is not UTF-8 at byte 9' }],
    });
  });

  test.each([
    ['Shift_JIS', '82b182f182c982bf82cd'],
    ['EUC-JP', 'a4b3a4f3a4cba4c1a4cf'],
  ])('in %s is told so', (encoding, konnichiwa) => {
    const bytes = Buffer.concat([utf8('{"m":"'), Buffer.from(konnichiwa, 'hex'), utf8('"}')]);
    expect(decodeJsonBody(json, bytes)).toEqual({
      ok: false,
      code: 'INVALID_ENCODING',
      details: [
        { field: 'body', problem: `is not UTF-8 at byte 6; it looks like ${encoding}: convert it to UTF-8` },
      ],
    });
  });

  test('that is empty is refused', () => {
    expect(decodeJsonBody(json, utf8(''))).toMatchObject({
      code: 'INVALID_REQUEST',
      details: [{ field: 'body', problem: 'is required' }],
    });
  });

  test('that is no JSON is refused without repeating it', () => {
    const refusal = decodeJsonBody(json, utf8('{"message": 秘密}'));
    expect(refusal).toMatchObject({ ok: false, code: 'INVALID_REQUEST' });
    expect(JSON.stringify(refusal)).not.toContain('秘密');
  });

  test('survives nesting as deep as the size limit allows', () => {
    expect(decodeJsonBody(json, utf8('['.repeat(65_536)))).toMatchObject({ code: 'INVALID_REQUEST' });
    expect(decodeJsonBody(json, utf8('['.repeat(32_768) + ']'.repeat(32_768))).ok).toBe(true);
  });
});

test('the first invalid byte of a long body is found, wherever it is', () => {
  const text = utf8('漫aé😀'.repeat(700));
  const starts = Array.from(text.keys()).filter((at) => ((text[at] ?? 0) & 0xc0) !== 0x80);
  fc.assert(
    fc.property(fc.constantFrom(...starts), (position) => {
      const bytes = Buffer.concat([text.subarray(0, position), Buffer.from([0xff]), text.subarray(position)]);
      expect(firstInvalidUtf8Byte(bytes)).toBe(position);
      expect(firstInvalidUtf8Byte(Buffer.concat([text.subarray(0, position), Buffer.from([0xe6])]))).toBe(
        position,
      );
      expect(firstInvalidUtf8Byte(Buffer.concat([text, Buffer.alloc(position + 1, 0x80)]))).toBe(text.length);
    }),
  );
});

test('the first invalid byte is found exactly where UTF-8 is invalid', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
      const position = firstInvalidUtf8Byte(bytes);
      expect(position === undefined).toBe(isUtf8(bytes));
      if (position !== undefined) expect(isUtf8(bytes.slice(0, position))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
