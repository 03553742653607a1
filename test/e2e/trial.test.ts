import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Abandoned, createTrial } from '../../e2e/run/trial';

const folder = mkdtempSync(join(tmpdir(), 'manga-trial-'));
afterAll(() => rmSync(folder, { recursive: true }));

const newTrial = () => {
  const lines: string[] = [];
  const trial = createTrial({ logFolder: folder, workFolder: folder }, (line) => lines.push(line));
  return { trial, lines };
};
const holds = () => Promise.resolve('as it should');
const fails = () => Promise.reject(new Error('no stack'));

test('each check prints a line with what was seen, and is counted', async () => {
  const { trial, lines } = newTrial();
  expect(await trial.check('it deploys', holds)).toBe(true);
  expect(await trial.check('it goes', fails)).toBe(false);
  expect(lines[0]).toMatch(/^✓ it deploys: as it should \(/);
  expect(lines[1]).toMatch(/^✗ it goes: no stack \(/);
  expect(trial.outcome()).toEqual({ passed: 1, failed: 1 });
  expect(readFileSync(join(folder, 'failures.log'), 'utf8')).toContain('it goes\nError: no stack');
});

test('what everything stands on ends the run when it fails', async () => {
  const { trial } = newTrial();
  await expect(trial.need('it deploys', fails)).rejects.toThrow(Abandoned);
  expect(trial.outcome()).toEqual({ passed: 0, failed: 1 });
});

test('what was done is undone in reverse order, also when a step fails, and that is told', async () => {
  const { trial, lines } = newTrial();
  const undone: string[] = [];
  trial.onEnd(() => void undone.push('first'));
  trial.onEnd(fails);
  trial.onEnd(() => void undone.push('last'));
  await trial.undo();
  expect(undone).toEqual(['last', 'first']);
  expect(lines).toEqual(['✗ cleaning up: no stack']);
  expect(trial.outcome().failed).toBe(1);
});

test('a step that throws at once does not keep the others from being undone', async () => {
  const { trial, lines } = newTrial();
  const undone: string[] = [];
  trial.onEnd(() => void undone.push('first'));
  trial.onEnd(() => {
    throw new Error('EBUSY');
  });
  await trial.undo();
  expect(undone).toEqual(['first']);
  expect(lines).toEqual(['✗ cleaning up: EBUSY']);
});

test('what fails because the run was stopped has not failed', async () => {
  const { trial, lines } = newTrial();
  let fail: (error: Error) => void = () => undefined;
  const checking = trial.check(
    'it answers',
    () =>
      new Promise((_resolve, reject) => {
        fail = reject;
      }),
  );
  await trial.undo();
  fail(new Error('ECONNREFUSED'));
  await expect(checking).rejects.toThrow(Abandoned);
  expect(lines).toEqual([]);
  expect(trial.outcome()).toEqual({ passed: 0, failed: 0 });
});
