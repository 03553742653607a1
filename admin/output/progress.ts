import { Presets, SingleBar } from 'cli-progress';
import type { Terminal } from './terminal';

export interface Progress {
  update(done: number): void;
  stop(): void;
}

/** A bar on a terminal; elsewhere nothing, because logs need none. */
export const startProgress = (terminal: Terminal, label: string, total: number): Progress => {
  if (!terminal.isInteractive || total === 0) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    {
      format: `${label} {bar} {value}/{total} · {eta_formatted} left`,
      hideCursor: true,
      stream: process.stderr,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return { update: (done) => bar.update(done), stop: () => bar.stop() };
};
