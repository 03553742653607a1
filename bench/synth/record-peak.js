const { appendFileSync } = require('node:fs');
const path = require('node:path');

/** Loaded into every node process of a synthesis: leaves behind what it was and the most memory that it had. */
process.on('exit', () => {
  const script = path.basename(process.argv[1] ?? 'node');
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  appendFileSync(process.env.BENCH_PEAKS, `${JSON.stringify({ script, peakMiB })}\n`);
});
