import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { superviseFixtures } from '../../support/supervisor-under-test';

const folder = mkdtempSync(join(tmpdir(), 'manga-supervisor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process that has ended and that nobody has asked about yet (state Z) is none any more. */
const hasState = (pid: number): boolean => {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return hasState(pid);
  } catch {
    return false;
  }
};

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await delay(10);
};

test('what was started is stopped, also a process that does not hear and one that another started', async () => {
  const supervisor = superviseFixtures(folder, [['stubborn'], ['steady', 'parent']]);
  await supervisor.start();
  const pids = supervisor.pids();
  expect(Object.keys(pids).sort()).toEqual(['grandchild', 'parent', 'steady', 'stubborn']);
  await supervisor.stop();
  await until(() => !Object.values(pids).some(isRunning));
  expect(supervisor.lines).toEqual([]);
});

test('a process that is killed is started again, and the console says so', async () => {
  const supervisor = superviseFixtures(folder, [['steady']]);
  await supervisor.start();
  const { steady: first = 0 } = supervisor.pids();
  process.kill(first, 'SIGKILL');
  await until(() => supervisor.pids()['steady'] !== first);
  expect(supervisor.lines).toEqual([
    expect.stringContaining('steady was ended by SIGKILL; starting it again in 200 ms'),
  ]);
  await supervisor.stop();
});

test('a process that cannot start is given up, with the end of its log', async () => {
  const supervisor = superviseFixtures(folder, [['broken'], ['steady']]);
  await expect(supervisor.start()).rejects.toThrow(
    /broken does not start\..*broken\.log:\n(.*\n)*the reason why/,
  );
  expect(Object.keys(supervisor.pids())).not.toContain('steady');
  await supervisor.stop();
});

test('a supervisor that is killed leaves no process behind', async () => {
  const script = resolve(__dirname, '../../support/fixture-children/supervisor.ts');
  const supervisor = fork(script, [folder], { execArgv: ['--import', 'tsx'] });
  const [pids]: [Record<string, number>] = (await once(supervisor, 'message')) as [Record<string, number>];
  expect(Object.values(pids).every(isRunning)).toBe(true);
  supervisor.kill('SIGKILL');
  await until(() => !Object.values(pids).some(isRunning));
});
