import { findBearerToken, findSocketToken } from '../../../core/identity/find-token';

describe('where a token may be', () => {
  test.each<[string | undefined, string | undefined]>([
    ['Bearer abc.def.ghi', 'abc.def.ghi'],
    ['bearer  abc', 'abc'],
    ['Bearer', undefined],
    ['Bearer a b', undefined],
    ['Basic abc', undefined],
    ['abc', undefined],
    [undefined, undefined],
  ])('Authorization: %s', (header, token) => {
    expect(findBearerToken(header)).toBe(token);
  });

  const nowhere = { authorization: undefined, protocols: undefined, query: undefined };
  test.each<[string, Partial<Record<keyof typeof nowhere, string>>, string | undefined]>([
    ['nowhere', {}, undefined],
    ['the query', { query: 'abc' }, 'abc'],
    ['an empty query', { query: '' }, undefined],
    ['the sub-protocols', { protocols: 'manga-assist, abc.def' }, 'abc.def'],
    ['the sub-protocols, first', { protocols: 'abc.def,manga-assist' }, 'abc.def'],
    ['other sub-protocols', { protocols: 'graphql-ws, abc' }, undefined],
    ['a sub-protocol alone', { protocols: 'manga-assist' }, undefined],
    [
      'the header before the others',
      { authorization: 'Bearer a', protocols: 'manga-assist, b', query: 'c' },
      'a',
    ],
  ])('a socket finds it in %s', (_name, places, token) => {
    expect(findSocketToken({ ...nowhere, ...places })).toBe(token);
  });
});
