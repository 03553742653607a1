const { execFileSync } = require('node:child_process');
const { join } = require('node:path');

/** Integration and template tests use what is deployed, so it is built before the first of them. */
module.exports = async () => {
  if (process.env.MANGA_ASSIST_BUILT === 'true') return;
  execFileSync(process.execPath, ['--import', 'tsx', join(__dirname, '../../scripts/build.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.env.MANGA_ASSIST_BUILT = 'true';
};
