import * as fc from 'fast-check';
import { controlCharacterShare, maxMessageBytes, validateMessage } from '../../../core/chat/validate-message';
import { ordinaryMessages } from '../../support/ordinary-messages';

const refusal = (text: string) => {
  const verdict = validateMessage(text);
  return verdict.ok ? 'accepted' : `${verdict.code}: ${verdict.detail.field} ${verdict.detail.problem}`;
};

test.each(ordinaryMessages)('%s is accepted', (message) => {
  expect(refusal(message)).toBe('accepted');
});

describe('limits', () => {
  test('16,384 bytes of UTF-8 are accepted, one more is not', () => {
    expect(refusal('a'.repeat(16_384))).toBe('accepted');
    expect(refusal(`${'あ'.repeat(5461)}ab`)).toBe(
      'MESSAGE_TOO_LARGE: data.message must have at most 16384 bytes of UTF-8',
    );
  });

  test('NUL is refused', () => {
    expect(refusal('a\0b')).toBe('MESSAGE_NUL: data.message must not contain the character U+0000');
  });

  test.each(['\uD83D', 'a\uDE00', '\uDE00\uD83D'])('half a surrogate pair is refused', (text) => {
    expect(refusal(text)).toBe(
      'MESSAGE_LONE_SURROGATE: data.message must not contain half of a surrogate pair',
    );
  });

  test('control characters below 5 % are accepted, 5 % are not', () => {
    expect(refusal(`${'漫'.repeat(20)}\u0007`)).toBe('accepted');
    expect(refusal(`${'漫'.repeat(19)}\u0007`)).toBe(
      'MESSAGE_CONTROL_CHARACTERS: data.message must have less than 5 % control characters',
    );
  });

  test('tabs and line breaks are not counted as control characters', () => {
    expect(refusal('a\r\nb\tc')).toBe('accepted');
  });

  test.each(['', '  \n', '\u3000', '\u200B\u2060', '\u{E0041}'])(
    'a message without visible text is refused',
    (text) => {
      expect(refusal(text)).toBe('MESSAGE_EMPTY: data.message must have at least 1 visible character');
    },
  );
});

describe('code', () => {
  test.each([
    ['<script>alert(1)</script>', 'a script tag'],
    ['漫画</SCRIPT >', 'a script tag'],
    ['<script', 'a script tag'],
    ['< / script\tsrc=x>', 'a script tag'],
    ['javascript:alert(1)', 'a javascript: address that runs code'],
    ['JAVASCRIPT: document.write("x")', 'a javascript: address that runs code'],
    ['javascript://%0aalert(1)', 'a javascript: address that runs code'],
    ['javascript:(function(){})()', 'a javascript: address that runs code'],
    ['javascript:document.cookie', 'a javascript: address that runs code'],
    ['javascript:void 0', 'a javascript: address that runs code'],
    ['<a href="javascript:x">', 'a javascript: address that runs code'],
    ['{{7*7}}', 'a template expression in double braces'],
    ['{{ config.items() }}', 'a template expression in double braces'],
    ['{{{(>_<)}}} {{foo}}', 'a template expression in double braces'],
    ["{{''.__class__}}", 'a template expression in double braces'],
    ["__import__('os')", '__import__'],
    ["os.system('ls')", 'a call of os.system'],
    ['subprocess.Popen([])', 'a call of subprocess'],
  ])('%s is refused', (text, named) => {
    expect(refusal(`お願い ${text}`)).toBe(`MESSAGE_INJECTION: data.message must not contain ${named}`);
  });

  test('is found behind invisible characters too', () => {
    expect(refusal('<scr\u200Bipt>')).toBe('MESSAGE_INJECTION: data.message must not contain a script tag');
    expect(refusal('{\u2060{7*7}\u200D}')).toContain('MESSAGE_INJECTION');
  });
});

describe('whatever is sent', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
      .map((units) => String.fromCharCode(...units)),
    fc.constantFrom(...ordinaryMessages),
    fc.string({ unit: fc.constantFrom('\u0007', '\0', 'a', 'あ', '\n', '{{', '}}', '<script>', '\u200B') }),
  );

  test('an accepted message keeps every limit and is not empty', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const verdict = validateMessage(text);
        if (!verdict.ok) return;
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxMessageBytes);
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toContain('\0');
        expect(verdict.message).not.toBe('');
        expect(verdict.message).toBe(verdict.message.trim().normalize('NFC'));
        const characters = Array.from(text);
        const controls = characters.filter((character) => /[^\P{Cc}\t\n\r]/u.test(character));
        expect(controls.length / characters.length).toBeLessThan(controlCharacterShare);
      }),
      { numRuns: 1000 },
    );
  });

  test('a refusal is one of the fixed sentences, so it cannot repeat what was sent', () => {
    const problems = new Set<string>();
    fc.assert(
      fc.property(anything, (text) => {
        const verdict = validateMessage(text);
        if (!verdict.ok) problems.add(`${verdict.detail.field} ${verdict.detail.problem}`);
      }),
      { numRuns: 1000 },
    );
    expect(problems.size).toBeGreaterThan(3);
    expect(problems.size).toBeLessThan(12);
  });

  test('an accepted message is accepted again, and comes out the same', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const first = validateMessage(text);
        const again = first.ok ? validateMessage(first.message) : first;
        expect({ ...again, flags: [] }).toEqual({ ...first, flags: [] });
      }),
    );
  });
});
