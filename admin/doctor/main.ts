import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { Command, Option } from 'commander';
import { defaultRuntimeConfig, type RuntimeConfig } from '../../contracts/runtime-config';
import { awsConfigurationSource } from '../../core/config/aws-configuration-source';
import { ConfigurationError } from '../../core/config/configuration-error';
import { environmentNamed } from '../../lib/config/environments';
import { AdminError } from '../admin-error';
import { environmentNames } from '../define-command';
import { exitCodes } from '../exit-codes';
import { processTerminal } from '../output/terminal';
import { findDeployedTarget } from '../target/find-deployed-target';
import { findLocalTarget } from '../target/find-local-target';
import type { Target } from '../target/target';
import { planChecks } from './plan-checks';
import { runDoctor } from './run-doctor';

// What is deployed runs on Node 22; this command runs on Node 20 too, and its user need not hear of it.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const terminal = processTerminal({ input: process.stdin, output: process.stdout, errors: process.stderr });

/** The environment, or undefined when it is not deployed yet. */
const findTarget = async (environment: string): Promise<Target | undefined> => {
  if (environment === 'local') return findLocalTarget(process.cwd());
  try {
    return await findDeployedTarget(environment);
  } catch (error) {
    terminal.note(`Looking at what a deployment needs, not at what is deployed: ${String(error)}`);
    return undefined;
  }
};

/** The deployed configuration; where it cannot be read, the literal, and the checks say what is wrong. */
const configOf = async (environment: string, target: Target | undefined): Promise<RuntimeConfig> => {
  if (environment === 'local') return defaultRuntimeConfig;
  const literal = environmentNamed(environment).runtime;
  if (target === undefined) return literal;
  const source = awsConfigurationSource(environment, {
    ssm: new SSMClient(),
    secrets: new SecretsManagerClient(),
  });
  return source.config().catch((error: unknown) => {
    if (error instanceof ConfigurationError) return literal;
    throw error;
  });
};

const examine = async (options: { env: string; json?: boolean; chat: boolean }): Promise<number> => {
  const target = await findTarget(options.env);
  const config = await configOf(options.env, target);
  const region = target?.region ?? environmentNamed(options.env).region;
  const checks = planChecks({
    environment: options.env,
    region,
    config,
    literal: options.env === 'local' ? defaultRuntimeConfig : environmentNamed(options.env).runtime,
    ...(target === undefined ? {} : { target }),
    chat: options.chat,
    now: Date.now,
  });
  const healthy = await runDoctor(checks, terminal, options.json === true);
  return healthy ? exitCodes.done : exitCodes.partly;
};

const command = new Command('doctor')
  .description('Looks at an environment before a deployment and after, and says what to do.')
  .addOption(new Option('--env <name>', 'environment').choices(environmentNames).default('local'))
  .option('--json', 'print the findings as JSON')
  .option('--no-chat', 'ask no question: it costs a fraction of a cent')
  .action(async (options: { env: string; json?: boolean; chat: boolean }) => {
    process.exitCode = await examine(options);
  });

command.parseAsync().catch((error: unknown) => {
  terminal.note(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof AdminError ? exitCodes.unreachable : exitCodes.internal;
});
