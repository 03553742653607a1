import { spawn } from 'node:child_process';

interface Check {
  readonly name: string;
  readonly command: readonly string[];
}

interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
}

const bin = (name: string): string => `node_modules/.bin/${name}`;

const build: Check = { name: 'build', command: [process.execPath, '--import', 'tsx', 'scripts/build.ts'] };

const statics: readonly Check[] = [
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
  { name: 'lint', command: [bin('oxlint'), '--type-aware', '--deny-warnings'] },
  { name: 'formatting', command: [bin('biome'), 'check', '--error-on-warnings', '.'] },
];

const tests: Check = { name: 'tests', command: [bin('jest'), ...process.argv.slice(2)] };

/** Runs one check; what a failing one printed is shown, a passing one is silent unless `show`. */
const run = (check: Check, show: boolean): Promise<Outcome> =>
  new Promise((resolve) => {
    const startedAt = Date.now();
    const [command = '', ...args] = check.command;
    const child = spawn(command, args, {
      env: { ...process.env, MANGA_ASSIST_BUILT: 'true' },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
    const finish = (ok: boolean): void => {
      if (!ok && !show)
        process.stdout.write(`\n── ${check.name} failed\n${Buffer.concat(output).toString()}\n`);
      resolve({ name: check.name, ok, seconds: (Date.now() - startedAt) / 1000 });
    };
    child.on('error', (error) => {
      output.push(Buffer.from(error.message));
      finish(false);
    });
    child.on('close', (code) => finish(code === 0));
  });

const main = async (): Promise<void> => {
  const outcomes = await Promise.all([build, ...statics].map((check) => run(check, false)));
  outcomes.push(await run(tests, true));
  const lines = outcomes.map(
    ({ name, ok, seconds }) => `  ${ok ? '✓' : '✗'} ${name.padEnd(12)} ${seconds.toFixed(1)} s`,
  );
  process.stdout.write(`\n${lines.join('\n')}\n`);
  if (outcomes.some(({ ok }) => !ok)) process.exitCode = 1;
};

void main();
