const { execFileSync } = require('node:child_process');
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const root = mkdtempSync(join(tmpdir(), 'manga-assist-templates-'));

/** Template tests read templates: each environment is synthesized once for all of them. */
module.exports = async () => {
  process.env.MANGA_ASSIST_TEMPLATES = root;
  execFileSync(
    process.execPath,
    ['--import', 'tsx', join(__dirname, 'write-templates.ts'), root, '', 'dev', 'staging', 'prod'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  process.on('exit', () => rmSync(root, { recursive: true, force: true }));
};
