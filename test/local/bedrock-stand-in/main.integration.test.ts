import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startHarness } from './with-stand-in';

const root = join(__dirname, '../../..');

const run = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'local/bedrock-stand-in/main.ts', ...args], { cwd: root });

const firstLine = async (stream: NodeJS.ReadableStream | null): Promise<string> => {
  for await (const chunk of stream ?? []) return String(chunk).split('\n', 1)[0] ?? '';
  return '';
};

describe('The stand-in as a process', () => {
  test('says where it listens, and ends cleanly on SIGTERM', async () => {
    const child = run(['--port', '0', '--latency-ms', '1', '--tokens-per-second', '500']);
    const line = await firstLine(child.stdout);
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];

    const settings = await fetch(`${url}/settings`);
    expect(await settings.json()).toEqual({ latencyMs: 1, tokensPerSecond: 500 });

    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('strikes the same calls again with the same seed', async () => {
    const luck = async (seed: string): Promise<readonly number[]> => {
      const child = run(['--port', '0', '--latency-ms', '0', '--seed', seed]);
      const line = await firstLine(child.stdout);
      const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
      const body = JSON.stringify({ '*': { kind: 'throttle', probability: 0.5 } });
      await fetch(`${url}/faults`, { method: 'PUT', body });
      const statuses: number[] = [];
      const call = { method: 'POST', body: '{}', headers: { authorization: 'Bearer local' } };
      while (statuses.length < 20) statuses.push((await fetch(`${url}/model/no-model/invoke`, call)).status);
      child.kill('SIGTERM');
      await once(child, 'exit');
      return statuses;
    };
    const [one, same, other] = await Promise.all([luck('7'), luck('7'), luck('8')]);
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
    expect(one).toContain(429);
  });

  test('says in one line that a port is taken', async () => {
    const { standIn, close } = await startHarness();
    const child = run(['--port', String(standIn.port)]);
    const [line, [code]] = await Promise.all([firstLine(child.stderr), once(child, 'exit')]);
    await close();

    expect(line).toBe(`Port ${standIn.port} is taken: choose another with --port.`);
    expect(code).toBe(1);
  });
});
