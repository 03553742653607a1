// Preloaded into each process of a soak, from a folder of its own: writes what only the process itself can see.
const { mkdirSync, renameSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const everyMs = 2000;
const file = path.join(__dirname, `${process.pid}.json`);

const report = () => {
  const { heapUsed, external } = process.memoryUsage();
  const resources = process.getActiveResourcesInfo().length;
  mkdirSync(__dirname, { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify({ heapUsed, external, resources }));
  renameSync(`${file}.new`, file);
};

setInterval(report, everyMs).unref();
