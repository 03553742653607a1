import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchResult, ResultRow } from '../bench';
import { type Spread, showSpread, spread } from '../statistics/spread';
import { buildFormats } from './bundle-formats';
import { deployedFiles } from './deployed-files';
import { freshCheckout } from './fresh-checkout';
import { type BundleSize, loadTimeOf, sizeOf } from './measure-bundle';
import { type Synthesis, synthesize } from './synthesize';

const usage = `npm run bench -- synth [--env prod] [--cold 2] [--warm 3] [--loads 7]
  Wall time and peak memory of \`cdk synth --strict\`: cold, in a new copy of the sources where nothing is built or
  cached, and warm, in the same copy. Size and load time of each bundle, a new process for each load, and the
  functions in other formats than the deployed one.`;

const presets = { cold: 2, warm: 3, loads: 7 } as const;

interface SynthesisFigures {
  readonly seconds: Spread;
  readonly peakMiB: Spread;
}

const figuresOf = (runs: readonly Synthesis[]): SynthesisFigures => ({
  seconds: spread(runs.map(({ seconds }) => seconds)),
  peakMiB: spread(runs.map(({ peakMiB }) => peakMiB)),
});

const show = (name: string, { seconds, peakMiB }: SynthesisFigures): void => {
  console.log(`${name.padEnd(6)} ${showSpread(seconds).padEnd(22)} s   ${showSpread(peakMiB)} MiB`);
};

const measureSynthesis = async (environment: string, cold: number, warm: number) => {
  const colds: Synthesis[] = [];
  const warms: Synthesis[] = [];
  for (let round = 0; round < cold; round += 1) {
    const checkout = freshCheckout();
    try {
      colds.push(await synthesize(checkout, environment));
      if (round < cold - 1) continue;
      for (let again = 0; again < warm; again += 1) warms.push(await synthesize(checkout, environment));
    } finally {
      checkout.remove();
    }
  }
  const figures = { cold: figuresOf(colds), warm: figuresOf(warms) };
  console.log(`cdk synth --strict -c env=${environment}: wall time, memory of the largest process\n`);
  show('cold', figures.cold);
  show('warm', figures.warm);
  return figures;
};

const loads = async (file: string, rounds: number): Promise<Spread> => {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await loadTimeOf(file));
  return spread(times);
};

const kilobytes = (value: number): string => `${value.toFixed(0)} KiB`.padStart(9);

interface BundleFigures extends BundleSize {
  readonly milliseconds: Spread;
}

interface FormatFigures {
  readonly kilobytes: number;
  /** The mean of all functions, round by round. */
  readonly meanLoadMs: Spread;
  /** Over the deployed format of the same round; undefined for that one. */
  readonly ratio: Spread | undefined;
  readonly buildSeconds: number;
}

interface SynthFigures {
  readonly synthesis: Readonly<Record<'cold' | 'warm', SynthesisFigures>>;
  readonly bundles: Readonly<Record<string, BundleFigures>>;
  readonly formats: Readonly<Record<string, FormatFigures>>;
}

const tableOf = ({ synthesis, bundles, formats }: SynthFigures): readonly ResultRow[] => [
  ...Object.entries(synthesis).map(([name, { seconds, peakMiB }]) => ({
    figure: `cdk synth --strict, ${name}`,
    value: `${showSpread(seconds)} s, ${showSpread(peakMiB)} MiB`,
  })),
  ...Object.entries(bundles).map(([name, figures]) => ({
    figure: `bundle of ${name}`,
    value: `${figures.kilobytes.toFixed(0)} KiB (${figures.gzipKilobytes.toFixed(0)} gzip), loads in ${showSpread(figures.milliseconds)} ms`,
  })),
  ...Object.entries(formats).map(([name, figures]) => ({
    figure: `all functions as ${name} (${figures.kilobytes.toFixed(0)} KiB, built in ${figures.buildSeconds.toFixed(1)} s): ms to load one`,
    value: showSpread(figures.meanLoadMs),
    ...(figures.ratio && { against: 'the deployed format', ratio: showSpread(figures.ratio) }),
  })),
];

const measureBundle = async (name: string, file: string, rounds: number): Promise<BundleFigures> => {
  const size = sizeOf(file);
  const milliseconds = await loads(file, rounds);
  console.log(
    `${name.padEnd(28)}${kilobytes(size.kilobytes)} ${kilobytes(size.gzipKilobytes)} gzip   ${showSpread(milliseconds)} ms`,
  );
  return { ...size, milliseconds };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The functions in each format: what they weigh together, and what an average one takes to load, the formats in turns. */
const measureFormats = async (rounds: number): Promise<Readonly<Record<string, FormatFigures>>> => {
  const directory = mkdtempSync(join(tmpdir(), 'manga-assist-formats-'));
  try {
    console.log('\nall functions by format: together, and the mean time to load one; ratios to the first\n');
    const formats = (await buildFormats(directory)).map((built) => {
      const means: number[] = [];
      return { ...built, means };
    });
    for (let round = 0; round < rounds; round += 1) {
      for (const { files, means } of round % 2 === 0 ? formats : formats.toReversed()) {
        const times: number[] = [];
        for (const file of Object.values(files)) times.push(await loadTimeOf(file));
        means.push(sum(times) / times.length);
      }
    }
    const deployed = formats[0]?.means ?? [];
    return Object.fromEntries(
      formats.map(({ format, buildSeconds, files, means }, index) => {
        const total = sum(Object.values(files).map((file) => sizeOf(file).kilobytes));
        const ratios = means.map((mean, round) => mean / (deployed[round] ?? Number.NaN));
        const ratio = index === 0 ? undefined : spread(ratios);
        console.log(
          `${format.padEnd(28)}${kilobytes(total)}   ${showSpread(spread(means))} ms${ratio ? `   ratio ${showSpread(ratio)}` : ''}   built in ${buildSeconds.toFixed(1)} s`,
        );
        return [format, { kilobytes: total, meanLoadMs: spread(means), ratio, buildSeconds }];
      }),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

/** Measures what a pipeline and a cold start wait for. */
export const run = async (args: readonly string[]): Promise<BenchResult> => {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { env: text, cold: text, warm: text, loads: text, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    console.log(usage);
    return {};
  }
  const whole = (name: 'cold' | 'warm' | 'loads'): number => {
    const value = Number(values[name] ?? presets[name]);
    if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1`);
    return value;
  };
  const rounds = whole('loads');
  const synthesis = await measureSynthesis(values.env ?? 'prod', whole('cold'), whole('warm'));
  const dist = resolve(__dirname, '../../dist');
  console.log('\nbundles: size, and load time in a new process\n');
  const bundles: Record<string, BundleFigures> = {};
  for (const [name, file] of deployedFiles(dist)) {
    bundles[name] = await measureBundle(name, file, rounds);
  }
  const figures = { synthesis, bundles, formats: await measureFormats(rounds) };
  return { ...figures, table: tableOf(figures) };
};
