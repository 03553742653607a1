import { userInfo } from 'node:os';
import { quietWarnings } from './output/quiet-warnings';
import { processTerminal } from './output/terminal';
import { runAdmin } from './run-admin';
import { findDeployedTarget } from './target/find-deployed-target';
import { findLocalTarget } from './target/find-local-target';

// What is deployed runs on Node 22; this command runs on Node 20 too, and its user need not hear of it.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const stop = new AbortController();
let interrupts = 0;
process.on('SIGINT', () => {
  interrupts += 1;
  if (interrupts > 1) process.exit(130);
  stop.abort();
});

quietWarnings(process.env['NODE_OPTIONS'] ?? '');

const main = async (): Promise<void> => {
  process.exitCode = await runAdmin(process.argv.slice(2), {
    terminal: processTerminal({ input: process.stdin, output: process.stdout, errors: process.stderr }),
    now: Date.now,
    findTarget: (environment) =>
      environment === 'local' ? findLocalTarget(process.cwd()) : findDeployedTarget(environment),
    user: userInfo().username,
    stopped: stop.signal,
  });
};

void main();
