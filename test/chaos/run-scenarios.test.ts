import { replayLine, runScenarios } from '../../chaos/run-scenarios';
import { check, NotHere, type Scenario } from '../../chaos/scenario';

const options = { seed: 7, faults: [] };

const scenarioOf = (run: Scenario['run']): Scenario => ({ summary: 'something is broken', run });
const held = scenarioOf(async () => [check('it holds', true, 'held')]);
const notHere = scenarioOf(async () => {
  throw new NotHere('no such server');
});

let lines: string[];

beforeEach(() => {
  lines = [];
  jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('a run of scenarios', () => {
  it('is good when every invariant held', async () => {
    expect(await runScenarios([['one', held]], options)).toBe(true);
    expect(lines.at(-1)).toBe('\nEvery invariant held.');
  });

  it('says in its last line what was not run', async () => {
    const scenarios = [
      ['one', held],
      ['two', notHere],
    ] as const;
    expect(await runScenarios(scenarios, options)).toBe(true);
    expect(lines.at(-1)).toBe('\nEvery invariant held. NOT RUN: two (no such server).');
  });

  it('is not good when nothing was run', async () => {
    expect(await runScenarios([['two', notHere]], options)).toBe(false);
    expect(lines.at(-1)).toBe('\nNothing was run. NOT RUN: two (no such server).');
  });

  it('is broken by what cannot be ended again, and undoes the rest', async () => {
    const undone: string[] = [];
    const scenario = scenarioOf(async ({ onEnd }) => {
      onEnd(() => void undone.push('first'));
      onEnd(() => {
        throw new Error('it stays');
      });
      return [check('it holds', true, 'held')];
    });
    expect(await runScenarios([['one', scenario]], options)).toBe(false);
    expect(lines).toContain('   ✗ what was started is ended again: Error: it stays');
    expect(undone).toEqual(['first']);
  });

  it('tells how to run what was broken again', async () => {
    const broken = scenarioOf(async () => [check('it holds', false, 'it does not')]);
    expect(await runScenarios([['one', broken]], { ...options, minutes: 3 })).toBe(false);
    expect(lines.at(-1)).toBe(
      '\nBroken: one. Run again: npm run chaos -- --seed 7 --minutes 3 --scenario one',
    );
  });
});

describe('the line that runs it again', () => {
  it('holds every option', () => {
    expect(
      replayLine(['everything-breaks'], { seed: 1, minutes: 0, faults: ['disk full', '20× burst'] }),
    ).toBe(
      "npm run chaos -- --seed 1 --minutes 0 --fault 'disk full' --fault '20× burst' --scenario everything-breaks",
    );
  });
});
