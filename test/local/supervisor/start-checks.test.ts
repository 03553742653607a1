import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseOptions } from '../../../local/options';
import { listenOnLoopback } from '../../../local/process/listen-on-loopback';
import { restartDelayMs } from '../../../local/process/restart-delay';
import { checkBundles } from '../../../local/supervisor/check-bundles';
import { choosePorts } from '../../../local/supervisor/choose-ports';
import { lockDataFolder } from '../../../local/supervisor/lock-data-folder';
import { openDataFolder } from '../../../local/supervisor/open-data-folder';
import { writeConfiguration } from '../../../local/supervisor/write-configuration';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'manga-checks-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a bundle that is missing is named, with the command that builds it', () => {
  writeFileSync(join(folder, 'there.js'), '');
  expect(() => checkBundles(folder, ['there.js', 'gone.js'])).toThrow(
    `${join(folder, 'gone.js')} is missing: start with "npm run local", which builds it first.`,
  );
});

test('a data folder where none can be is refused, and not tried for ever', () => {
  expect(() => openDataFolder('/proc/manga-assist/deeper')).toThrow('choose another folder with --data');
});

test('a folder that cannot be written to is named, with the option that chooses another', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => openDataFolder(join(folder, 'file', '.local'))).toThrow(
    /\.local cannot be written to \(ENOTDIR\): .* --data\.$/,
  );
});

test('the logs of the run before are put aside', () => {
  mkdirSync(join(folder, 'logs'));
  writeFileSync(join(folder, 'logs/orchestrator.log'), 'before');
  openDataFolder(folder);
  expect(existsSync(join(folder, 'logs/orchestrator.log'))).toBe(false);
  expect(readFileSync(join(folder, 'logs/orchestrator.1.log'), 'utf8')).toBe('before');
});

test('a taken port is named, with the option that chooses another', async () => {
  const server = createServer();
  const { port } = new URL(await listenOnLoopback(server, 0));
  await expect(choosePorts({ gateway: Number(port), bedrock: 8788 })).rejects.toThrow(
    `Port ${port} is taken by another program: stop it, or choose another port with --port.`,
  );
  server.close();
});

test('every process has a port of its own', async () => {
  const ports = Object.values(await choosePorts({ gateway: 28_787, bedrock: 28_788 }));
  expect(new Set(ports).size).toBe(ports.length);
});

describe('the lock of a data folder', () => {
  test('that a crash left behind is taken over', () => {
    writeFileSync(join(folder, 'supervisor.pid'), '2147483646');
    const unlock = lockDataFolder(folder, process.pid);
    expect(readFileSync(join(folder, 'supervisor.pid'), 'utf8')).toBe(String(process.pid));
    unlock();
    expect(existsSync(join(folder, 'supervisor.pid'))).toBe(false);
  });

  test('that is left behind, and whose process id somebody else has now, is taken over', () => {
    writeFileSync(join(folder, 'supervisor.pid'), '1');
    expect(() => lockDataFolder(folder, process.pid)).not.toThrow();
  });
});

describe('the configuration', () => {
  interface Written {
    readonly config: Record<string, unknown>;
    readonly secret: { guestTokenKey: string };
  }
  const written = (): Written => {
    writeConfiguration(folder);
    return JSON.parse(readFileSync(join(folder, 'configuration.json'), 'utf8'));
  };

  test('keeps its secret across restarts, for its owner alone', () => {
    const first = written();
    expect(written().secret).toEqual(first.secret);
    expect(first.secret.guestTokenKey.length).toBeGreaterThanOrEqual(43);
    for (const file of ['secret.json', 'configuration.json'])
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  });

  test('is the defaults, with those of config.json over them', () => {
    writeFileSync(join(folder, 'config.json'), '{"sync_timeout_ms":5000}');
    expect(written().config).toMatchObject({ sync_timeout_ms: 5000, cache_ttl_seconds: 300 });
  });

  test.each([
    ['{"sync_timeout_ms":1}', /config\.json: sync_timeout_ms must be at least 500\.$/],
    ['{"no_such_thing":1}', /config\.json: .*unknown property/],
    ['nonsense', /config\.json is not JSON: mend it, or remove it/],
  ])('that is wrong (%s) is refused with the field', (text, message) => {
    writeFileSync(join(folder, 'config.json'), text);
    expect(() => writeConfiguration(folder)).toThrow(message);
  });
});

test('options have their defaults, and take others', () => {
  expect(parseOptions([])).toEqual({
    port: 8787,
    bedrockPort: 8788,
    data: '.local',
    bedrock: 'stand-in',
    latencyMs: 150,
    tokensPerSecond: 400,
    throttle: true,
  });
  expect(parseOptions(['--port', '9000', '--bedrock', 'aws', '--no-throttle'])).toMatchObject({
    port: 9000,
    bedrock: 'aws',
    throttle: false,
  });
});

test('pauses before a restart grow up to ten seconds', () => {
  expect([0, 1, 2, 5, 6, 60].map(restartDelayMs)).toEqual([200, 400, 800, 6400, 10_000, 10_000]);
});
