import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { createValidator } from '../../../core/json-schema/create-validator';

/** What a process was like over a quarter of a second. */
interface Reading {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The longest delay of the event loop. */
  readonly delayMs: number;
  /** The longest time for which the process was at work in one such delay, at most. */
  readonly cpuMs: number;
  readonly residentBytes: number;
}

export interface ProcessFigures {
  readonly pid: number;
  readonly name: string;
  readonly longestDelayMs: number;
  readonly longestCpuMs: number;
  /** Delays above 50 ms in which the process was at work for more than 50 ms. */
  readonly longPauses: number;
  readonly firstBytes: number;
  readonly lastBytes: number;
  readonly mostBytes: number;
}

export interface Probes {
  /** Makes every Node process of a system write its figures. */
  readonly environment: Readonly<Record<string, string>>;
  /** Figures of each process since a moment. */
  read(sinceMs: number): readonly ProcessFigures[];
  remove(): void;
}

export const longestPauseMs = 50;

const number = { type: 'number' } as const;
const parseReading = createValidator<Reading>({
  type: 'object',
  required: ['name', 'at', 'delayMs', 'cpuMs', 'residentBytes'],
  properties: { name: { type: 'string' }, at: number, delayMs: number, cpuMs: number, residentBytes: number },
});

const readingsOf = (file: string): readonly Reading[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      // The last line may be half written.
      if (!line.endsWith('}')) return [];
      const reading = parseReading(JSON.parse(line));
      return reading.ok ? [reading.value] : [];
    });

const most = (values: readonly number[]): number => values.reduce((one, other) => Math.max(one, other), 0);

/** Bundles the probe into a folder of its own, where the processes write as well. */
export const createProbes = (): Probes => {
  const folder = mkdtempSync(join(tmpdir(), 'manga-fuzz-'));
  const script = join(folder, 'loop-probe.js');
  buildSync({
    entryPoints: [join(__dirname, 'loop-probe.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    define: { probeFolder: JSON.stringify(folder) },
  });
  return {
    environment: { NODE_OPTIONS: `--require ${script}` },
    read: (sinceMs) =>
      readdirSync(folder)
        .filter((file) => file.endsWith('.jsonl'))
        .flatMap((file) => {
          const readings = readingsOf(join(folder, file)).filter(({ at }) => at > sinceMs);
          const [first] = readings;
          if (first === undefined) return [];
          return [
            {
              pid: Number.parseInt(file, 10),
              name: first.name,
              longestDelayMs: most(readings.map(({ delayMs }) => delayMs)),
              longestCpuMs: most(readings.map(({ cpuMs }) => cpuMs)),
              longPauses: readings.filter(({ cpuMs }) => cpuMs > longestPauseMs).length,
              firstBytes: first.residentBytes,
              lastBytes: readings.at(-1)?.residentBytes ?? 0,
              mostBytes: most(readings.map(({ residentBytes }) => residentBytes)),
            },
          ];
        }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
