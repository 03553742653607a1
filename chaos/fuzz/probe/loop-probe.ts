import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

/** Set when this file is bundled. */
declare const probeFolder: string;

const tickMs = 10;
const reportMs = 250;
const file = join(probeFolder, `${process.pid}.jsonl`);
const name = [process.argv[1] ?? '', ...process.argv.slice(2, 3)]
  .map((part) => part.split('/').at(-1))
  .join(' ');

const delays = monitorEventLoopDelay({ resolution: tickMs });
delays.enable();

let lastAt = performance.now();
let lastCpu = process.cpuUsage();
let longestCpuMs = 0;

/** The part of a pause in which this process was at work: on a busy machine the rest is the wait for a core. */
setInterval(() => {
  const at = performance.now();
  const cpu = process.cpuUsage(lastCpu);
  const pauseMs = at - lastAt - tickMs;
  longestCpuMs = Math.max(longestCpuMs, Math.min(pauseMs, (cpu.user + cpu.system) / 1000));
  lastAt = at;
  lastCpu = process.cpuUsage();
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
