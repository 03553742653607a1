import { recentSearches } from '../../../core/retrieval/recent-searches';
import { searchHit } from '../../support/chat-ports';
import { createFakeTime } from '../../support/fake-time';

const setUp = () => {
  const time = createFakeTime();
  const asked: string[] = [];
  let works = true;
  const search = recentSearches(
    {
      search: async (query) => {
        asked.push(query);
        if (!works) throw new Error('unreachable');
        return [searchHit(`C${asked.length}`)];
      },
      index: async () => undefined,
      remove: async () => undefined,
    },
    time.now,
  );
  const find = async (query: string, limit = 5) =>
    (await search.search(query, { limit, deadline: time.now() + 100 })).map(({ item }) => item.catalogId);
  return {
    time,
    asked,
    search,
    find,
    breakDown: () => {
      works = false;
    },
  };
};

describe('a search that was made before', () => {
  test('is answered from memory for a minute', async () => {
    const { find, asked, time } = setUp();
    expect(await find('進撃の巨人')).toEqual(['C1']);
    expect(await find('進撃の巨人')).toEqual(['C1']);
    await time.advance(60_000);
    expect(await find('進撃の巨人')).toEqual(['C2']);
    expect(asked).toHaveLength(2);
  });

  test('is made again for another query, another limit, or after the catalogue changed here', async () => {
    const { find, asked, search } = setUp();
    await find('進撃の巨人');
    await find('キングダム');
    await find('進撃の巨人', 10);
    await search.index([]);
    await find('進撃の巨人');
    await search.remove('C1');
    await find('進撃の巨人');
    expect(asked).toHaveLength(5);
  });

  test('is made again after it failed', async () => {
    const { find, asked, breakDown } = setUp();
    breakDown();
    await expect(find('進撃の巨人')).rejects.toThrow('unreachable');
    await expect(find('進撃の巨人')).rejects.toThrow('unreachable');
    expect(asked).toHaveLength(2);
  });

  test('pushes out what was found longest ago when there are too many', async () => {
    const { find, asked } = setUp();
    for (let index = 0; index <= 500; index += 1) await find(`q${index}`);
    await find('q500');
    expect(asked).toHaveLength(501);
    await find('q0');
    expect(asked).toHaveLength(502);
  });
});
