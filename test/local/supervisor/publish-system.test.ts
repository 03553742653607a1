import type { LocalSystem } from '../../../contracts/local-system';
import { publishSystem } from '../../../local/supervisor/publish-system';
import { createFakeTime } from '../../support/fake-time';

const setUp = () => {
  const time = createFakeTime();
  const written: LocalSystem['children'][] = [];
  const printed: string[] = [];
  const disk = { full: false, removed: false };
  const published = publishSystem({
    describe: (children) => ({ children }) as LocalSystem,
    file: {
      write: ({ children }) => {
        if (disk.full) throw new Error('ENOSPC');
        written.push(children);
      },
      remove: () => {
        disk.removed = true;
      },
    },
    startTimer: time.startTimer,
    print: (line) => printed.push(line),
  });
  return { time, written, printed, disk, published };
};

test('nobody is told before the system is ready, and everybody of each change after it', () => {
  const { published, written } = setUp();
  published.changed({ gateway: 1 });
  expect(written).toEqual([]);
  published.ready();
  published.changed({ gateway: 2 });
  expect(written).toEqual([{ gateway: 1 }, { gateway: 2 }]);
});

test('what a full disk did not take is written when there is room again', async () => {
  const { published, written, disk, printed, time } = setUp();
  published.ready();
  disk.full = true;
  published.changed({ emulators: 7 });
  await time.advance(3_000);
  disk.full = false;
  await time.advance(1_000);
  expect(written).toEqual([{}, { emulators: 7 }]);
  expect(printed).toHaveLength(1);
});

test('a system that has gone writes nothing more', async () => {
  const { published, written, disk, time } = setUp();
  published.ready();
  disk.full = true;
  published.changed({ emulators: 7 });
  published.gone();
  disk.full = false;
  await time.advance(5_000);
  expect(written).toEqual([{}]);
  expect(disk.removed).toBe(true);
});
