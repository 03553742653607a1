import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { localConfigurationVariable } from '../../../contracts/environment-variables';
import { defaultRuntimeConfig } from '../../../contracts/runtime-config';
import { createGuestTokens } from '../../../core/identity/guest-tokens';

const bundle = resolve(__dirname, '../../../dist/lambdas/authorizer/index.js');
const secret = { guestTokenKey: 'k'.repeat(64) };
const arn = 'arn:aws:execute-api:us-east-1:000000000000:local/local/POST/chat';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'authorizer-'));
  await writeFile(join(folder, 'config.json'), JSON.stringify({ config: defaultRuntimeConfig, secret }));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the function as it is deployed, in a process of its own, for one event. */
const invoke = async (event: unknown): Promise<unknown> => {
  const script = `require(${JSON.stringify(bundle)}).handler(${JSON.stringify(event)}).then(
    (verdict) => console.log('\\n' + JSON.stringify({ verdict })),
    (error) => console.log('\\n' + JSON.stringify({ error: error.message })),
  )`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], {
    env: {
      MANGA_ENV: 'local',
      LOG_LEVEL: 'INFO',
      [localConfigurationVariable]: join(folder, 'config.json'),
    },
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
};

test('the deployed function accepts a token of the environment and refuses any other', async () => {
  const guests = createGuestTokens({ secret: () => secret, now: () => Date.now() });
  const { token, principal } = await guests.issue();
  const strangers = createGuestTokens({
    secret: () => ({ guestTokenKey: 'x'.repeat(64) }),
    now: () => Date.now(),
  });
  const strange = await strangers.issue();
  const event = (bearer: string) => ({
    type: 'REQUEST',
    methodArn: arn,
    headers: { Authorization: `Bearer ${bearer}` },
    queryStringParameters: null,
  });
  expect(await invoke(event(token))).toMatchObject({
    verdict: { principalId: principal.principalId, context: { expiresAt: String(principal.expiresAt) } },
  });
  expect(await invoke(event(strange.token))).toEqual({ error: 'Unauthorized' });
});
