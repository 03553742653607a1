import type { Bench } from '../../bench/bench';
import type { RecordedResult } from '../../bench/results-file';
import { runBenches } from '../../bench/run-benches';

const facts = () => ({
  measuredAt: '2026-11-25T22:00:00.000Z',
  commit: 'abc1234',
  node: 'v22.0.0',
  packages: {},
  machine: 'm',
  loadBefore: 0,
});

const runAll = async (benches: Readonly<Record<string, Bench['run']>>) => {
  const saved: Record<string, RecordedResult> = {};
  const printed: string[] = [];
  const failed = await runBenches(Object.keys(benches), ['--rounds', '2'], {
    load: async (name) => ({ run: benches[name]! }),
    facts,
    save: (name, result) => {
      saved[name] = result;
    },
    print: (line) => void printed.push(line),
    now: () => 0,
  });
  return { failed, saved, printed: printed.join('\n') };
};

test('a measurement that fails loses none of the others, and is named', async () => {
  const { failed, saved, printed } = await runAll({
    first: async () => ({ figure: 1 }),
    broken: async () => {
      throw new Error('no port');
    },
    last: async () => ({ figure: 2 }),
  });
  expect(failed).toEqual(['broken']);
  expect(saved).toMatchObject({ first: { figure: 1 }, last: { figure: 2 } });
  expect(saved).not.toHaveProperty('broken');
  expect(printed).toContain('! broken failed: Error: no port');
  expect(printed).toContain('2 of 3 measured');
});

test('a result is kept with where and when it was measured, and options reach the measurement', async () => {
  const { saved } = await runAll({ one: async (options) => ({ options }) });
  expect(saved['one']).toEqual({ options: ['--rounds', '2'], run: { ...facts(), seconds: 0 } });
});
