import { foldRomaji, foldText } from '../../../core/retrieval/fold-text';

describe('folding text for search', () => {
  test.each([
    ['キングダム', 'きんぐだむ'],
    ['ワンピース', 'ﾜﾝﾋﾟｰｽ'],
    ['ONE PIECE', 'one　piece'],
    ['おーい!ボケタン', 'オーイ！ぼけたん'],
    ['ヴィンランド・サガ', 'ヴィンランド サガ'],
  ])('%s and %s are the same words', (one, other) => {
    expect(foldText(one)).toBe(foldText(other));
  });

  test('different titles stay different', () => {
    expect(foldText('三月のライオン')).not.toBe(foldText('四月のライオン'));
  });

  test.each([
    ['Shōnen', 'shounen'],
    ['shingeki no kyojin', 'Shingeki-no-Kyojin'],
    ['Doraemon', 'doraemon'],
    ['kombini', 'konbini'],
  ])('romaji %s and %s are the same word', (one, other) => {
    expect(foldRomaji(foldText(one))).toBe(foldRomaji(foldText(other)));
  });
});
