import * as fc from 'fast-check';
import { splitFrameText } from '../../../core/chat/split-frame-text';

describe('split frame text', () => {
  test('an empty text has no pieces', () => {
    expect(splitFrameText('', 100)).toEqual([]);
  });

  test('a character that is larger than a piece is sent all the same', () => {
    expect(splitFrameText('漫画', 1)).toEqual(['漫', '画']);
  });

  test('the pieces are the text, none is larger than allowed as JSON, and no character is cut', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(text, fc.integer({ min: 6, max: 200 }), (whole, maxBytes) => {
        const pieces = splitFrameText(whole, maxBytes);
        expect(pieces.join('')).toBe(whole);
        for (const piece of pieces) {
          expect(Buffer.byteLength(JSON.stringify(piece)) - 2).toBeLessThanOrEqual(maxBytes);
          expect(piece.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});
