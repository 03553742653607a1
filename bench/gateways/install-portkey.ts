import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** MIT; https://github.com/Portkey-AI/gateway. Pinned, and no dependency of the project: it is installed here alone. */
export const portkeyVersion = '1.15.2';
const packageName = '@portkey-ai/gateway';
const folder = resolve(__dirname, '../../.bench/portkey');
const timeoutMs = 180_000;

const installed = (): string | undefined => {
  const file = join(folder, 'node_modules', packageName, 'package.json');
  if (!existsSync(file)) return undefined;
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : undefined;
};

/** Path of the gateway's server, installed from npm when it is not there yet; rejects when it cannot be. */
export const installPortkey = async (): Promise<string> => {
  if (installed() !== portkeyVersion) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact'];
    await promisify(execFile)('npm', [...args, `${packageName}@${portkeyVersion}`], {
      cwd: folder,
      timeout: timeoutMs,
    });
  }
  return join(folder, 'node_modules', packageName, 'build/start-server.js');
};
