import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { listenOnLoopback } from '../../local/process/listen-on-loopback';
import {
  endLocalCommands,
  freePort,
  type LocalSystemUnderTest,
  runLocalCommand,
  startLocalSystem,
} from '../support/local-system-under-test';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'manga-local-'));
afterAll(() => {
  endLocalCommands();
  rmSync(folder, { recursive: true, force: true });
});

const isRunning = (pid: number): boolean =>
  existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

const noneLeft = async (pids: readonly number[]): Promise<void> => {
  while (pids.some(isRunning)) await delay(20);
};

const guestToken = async ({ system }: LocalSystemUnderTest): Promise<string> => {
  const response = await fetch(`${system.gateway}/guest`, { method: 'POST' });
  const { token }: { token: string } = (await response.json()) as { token: string };
  return token;
};

interface Reply {
  readonly sessionId: string;
  readonly reply: string;
  readonly turns?: readonly { readonly message: string }[];
}

const chat = async ({ system }: LocalSystemUnderTest, token: string, body: object): Promise<Reply> => {
  const response = await fetch(`${system.gateway}/chat`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Reply;
};

const question = '進撃の巨人みたいなダークな作品を教えてください';

const streamed = async (running: LocalSystemUnderTest, token: string): Promise<readonly string[]> => {
  const socket = new WebSocket(`${running.system.gateway.replace('http', 'ws')}/socket?token=${token}`);
  await once(socket, 'open');
  const types: string[] = [];
  const ended = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const { type }: { type: string } = JSON.parse(data.toString());
      types.push(type);
      if (type === 'end' || type === 'error') resolve();
    });
  });
  socket.send(
    JSON.stringify({ action: 'sendMessage', data: { message: '短くて明るい学園ものはありますか' } }),
  );
  await ended;
  socket.close();
  return types;
};

test('the whole system answers in Japanese on both doors, survives kills, keeps its data, and leaves nothing behind', async () => {
  const first = await startLocalSystem(folder, '--tokens-per-second', '200');
  const token = await guestToken(first);
  const { sessionId, reply } = await chat(first, token, {
    action: 'sendMessage',
    data: { message: question },
  });
  expect(reply).toMatch(/[぀-ヿ]/);
  const types = await streamed(first, token);
  expect([types[0], types.at(-1)]).toEqual(['start', 'end']);
  expect(types.filter((type) => type === 'delta').length).toBeGreaterThan(2);

  const { orchestrator = 0, emulators = 0 } = first.system.children ?? {};
  process.kill(orchestrator, 'SIGKILL');
  process.kill(emulators, 'SIGKILL');
  while ([orchestrator, emulators].includes(first.current().children?.['orchestrator'] ?? 0)) await delay(20);
  const healthy = async (): Promise<boolean> =>
    (await fetch(`${first.system.gateway}/health`)).status === 200;
  while (!(await healthy())) await delay(100);

  const ofFirst = Object.values(first.current().children ?? {});
  first.process.kill('SIGKILL');
  await first.ended();
  await noneLeft(ofFirst);

  const second = await startLocalSystem(folder);
  const history = await chat(second, token, { action: 'getHistory', data: { sessionId } });
  expect(history.turns?.map(({ message }) => message)).toEqual([question]);
  const ofSecond = Object.values(second.current().children ?? {});
  const stoppedAt = Date.now();
  second.process.kill('SIGINT');
  expect(await second.ended()).toBe(0);
  expect(Date.now() - stoppedAt).toBeLessThan(10_000);
  expect(second.output()).toContain('Nothing is left running.');
  await noneLeft(ofSecond);
  expect(existsSync(join(folder, 'system.json'))).toBe(false);
});

const refused = async (...args: string[]): Promise<string> => {
  const command = runLocalCommand(args);
  expect(await command.ended()).toBe(1);
  return command.output();
};

test('a port that is taken gets one line', async () => {
  const server = createServer();
  const { port } = new URL(await listenOnLoopback(server, 0));
  expect(await refused('--port', port, '--data', folder)).toBe(
    `Port ${port} is taken by another program: stop it, or choose another port with --port.\n`,
  );
  server.close();
});

test('a folder that cannot be written to gets one line', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  const ports = ['--port', String(await freePort()), '--bedrock-port', String(await freePort())];
  expect(await refused(...ports, '--data', join(file, 'data'))).toBe(
    `${join(file, 'data')} cannot be written to (ENOTDIR): make it writable, or choose another folder with --data.\n`,
  );
});

test('an option that does not exist gets one line, and where to find the others', async () => {
  expect(await refused('--prot', '1')).toMatch(/^error: unknown option '--prot'\n.*--port.*\n.*--help/);
});
