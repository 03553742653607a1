const { pathToFileURL } = require('node:url');

/** Loads one bundle, as the runtime does at a cold start, and says how long that took, in milliseconds. */
const load = async (file) => {
  const startedAt = performance.now();
  if (file.endsWith('.mjs')) await import(pathToFileURL(file));
  else require(file);
  return performance.now() - startedAt;
};

// What the bundle began in the background ends with the process.
load(process.argv[2]).then(
  (milliseconds) => process.send({ milliseconds }, () => process.exit(0)),
  (error) => process.send({ problem: String(error) }, () => process.exit(1)),
);
