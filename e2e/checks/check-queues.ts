import { join } from 'node:path';
import { freePorts } from '../../chaos/system/free-ports';
import { loopback } from '../../local/local-environment';
import { baseEnvironment } from '../process/base-environment';
import { projectRoot } from '../process/project-root';
import { runCommand } from '../process/run-command';
import { startProcess } from '../process/start-process';
import { pythonVenv } from '../python/python-venv';
import type { Trial } from '../run/trial';

export const moto = 'moto[server]==5.2.5';

/** Tests of the two consumers over real queues: whose these are is nothing to them. */
const suites = [
  'test/lambdas/enrichment-consumer/enrichment-path.integration',
  'test/services/orchestrator/deferred-consumer.integration',
  'test/admin/commands/failed-and-dead-letters.integration',
];

const timeoutMs = 300_000;

/** A second opinion on what queues do: the consumers' integration tests against moto's server. */
export const checkQueues = async (trial: Trial): Promise<void> => {
  const { logFolder, workFolder } = trial;
  // Before the check: without Python the run cannot be made, which is no failure.
  const python = await pythonVenv({ requirement: moto, logFolder, onStart: trial.onEnd });
  await trial.check('the consumers’ integration tests pass against moto’s queues', async () => {
    const [port] = await freePorts(1);
    const url = `http://${loopback}:${port}`;
    const env = { ...baseEnvironment(process.env), TMPDIR: workFolder };
    const server = await startProcess({
      name: 'moto',
      command: python,
      args: ['-B', join(projectRoot, 'e2e/emulator/moto_main.py'), '-H', loopback, '-p', String(port)],
      env: { ...env, MOTO_ACCOUNT_ID: '000000000000' },
      readyUrl: `${url}/moto-api/`,
      logFolder,
      graceMs: 3_000,
    });
    trial.onEnd(async () => void (await server.stop()));
    const jest = ['node_modules/.bin/jest', ...suites, '--runInBand', '--selectProjects', 'integration'];
    const { code, all } = await runCommand(process.execPath, jest, {
      env: { ...env, MANGA_ASSIST_BUILT: 'true', MANGA_TEST_MOTO_URL: url },
      cwd: projectRoot,
      log: join(logFolder, 'queues.log'),
      timeoutMs,
      onStart: trial.onEnd,
    });
    await server.stop();
    const totals = /^\d+ passed, \d+ failed.*$/m.exec(all)?.[0] ?? 'no test ran';
    if (code !== 0) throw new Error(`${totals}: see ${join(logFolder, 'queues.log')}`);
    return `${totals}, with ${moto}`;
  });
};
