import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** Set when this file is bundled. */
declare const probeFolder: string;

const tickMs = 10;
const reportMs = 250;
const file = join(probeFolder, `${process.pid}.jsonl`);
const name = [process.argv[1] ?? '', ...process.argv.slice(2, 3)]
  .map((part) => part.split('/').at(-1))
  .join(' ');

/**
 * Time for which the thread of the event loop was at work so far, in milliseconds. Linux tells it of a process' first
 * thread (https://docs.kernel.org/scheduler/sched-stats.html, "/proc/<pid>/schedstat"); elsewhere it is that of all
 * threads, those of the compiler and the garbage collector among them.
 */
const workedMs =
  process.platform === 'linux'
    ? (): number => Number.parseInt(readFileSync('/proc/self/schedstat', 'utf8'), 10) / 1e6
    : (): number => {
        const { user, system } = process.cpuUsage();
        return (user + system) / 1000;
      };

const watch = (): void => {
  const delays = monitorEventLoopDelay({ resolution: tickMs });
  delays.enable();
  let lastAt = performance.now();
  let lastWorkedMs = workedMs();
  let longestCpuMs = 0;

  /** The part of a pause in which the loop's thread was at work: on a busy machine the rest is the wait for a core. */
  setInterval(() => {
    const at = performance.now();
    const worked = workedMs();
    const pauseMs = at - lastAt - tickMs;
    longestCpuMs = Math.max(longestCpuMs, Math.min(pauseMs, worked - lastWorkedMs));
    lastAt = at;
    lastWorkedMs = worked;
  }, tickMs).unref();

  setInterval(() => {
    const line = {
      name,
      at: Date.now(),
      delayMs: delays.max / 1e6,
      cpuMs: longestCpuMs,
      residentBytes: process.memoryUsage.rss(),
    };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
    delays.reset();
    longestCpuMs = 0;
  }, reportMs).unref();
};

// Node loads this in each worker as well, whose name and loop would be taken for those of its process. While a process
// loads its own code it serves nobody.
if (isMainThread) setImmediate(watch);
