import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Checkout } from './fresh-checkout';

const run = promisify(execFile);

/** One run of `cdk synth`. */
export interface Synthesis {
  readonly seconds: number;
  /** The most memory of its largest node process, in MiB. */
  readonly peakMiB: number;
}

const peakOf = (line: string): number => {
  const parsed: unknown = JSON.parse(line);
  const peak: unknown =
    typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'peakMiB') : undefined;
  if (typeof peak !== 'number') throw new Error(`No peak in ${line}`);
  return peak;
};

/** Synthesizes an environment with the CDK's own command, as a pipeline does. */
export const synthesize = async (
  { directory, temporary }: Checkout,
  environment: string,
): Promise<Synthesis> => {
  const peaks = join(temporary, 'peaks.jsonl');
  rmSync(peaks, { force: true });
  const startedAt = performance.now();
  await run(
    process.execPath,
    ['node_modules/aws-cdk/bin/cdk', 'synth', '--quiet', '--strict', '-c', `env=${environment}`],
    {
      cwd: directory,
      env: {
        ...process.env,
        TMPDIR: temporary,
        BENCH_PEAKS: peaks,
        NODE_OPTIONS: `--require ${join(__dirname, 'record-peak.js')}`,
      },
    },
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const found = readFileSync(peaks, 'utf8').trim().split('\n').map(peakOf);
  return { seconds, peakMiB: Math.max(...found) };
};
