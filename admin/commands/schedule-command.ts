import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { Argument, Command } from 'commander';
import { AdminError } from '../admin-error';
import type { AdminRuntime } from '../admin-runtime';
import { defineCommand, type SetExit, type SharedOptions } from '../define-command';
import type { ExitName } from '../exit-codes';
import { clientSettings } from '../target/connect';
import type { Target } from '../target/target';

const schedules = ['daily-enrichment', 'nightly-recommendations', 'batch-jobs'] as const;
type Schedule = (typeof schedules)[number];

/** A little more than the functions may take. */
const answerTimeoutMs = 310_000;

/** The function of a schedule, and what the schedule tells it. */
const callOf = (target: Target, schedule: Schedule): { readonly name: string; readonly payload: object } => {
  switch (schedule) {
    case 'daily-enrichment':
      return { name: target.dailyEnrichmentFunction, payload: {} };
    case 'nightly-recommendations':
      return { name: target.nightlyRecommendationsFunction, payload: {} };
    case 'batch-jobs':
      return { name: target.batchCompletedFunction, payload: { sweep: true } };
  }
};

const invoke = async (
  target: Target,
  { name, payload }: ReturnType<typeof callOf>,
): Promise<{ readonly failed: boolean; readonly text: string }> => {
  const client = new LambdaClient({
    ...clientSettings(target, 'lambda'),
    // A second attempt would be a second run.
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({ requestTimeout: answerTimeoutMs, throwOnRequestTimeout: true }),
  });
  try {
    const { FunctionError, Payload } = await client.send(
      new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(payload) }),
    );
    return { failed: FunctionError !== undefined, text: new TextDecoder().decode(Payload) };
  } finally {
    client.destroy();
  }
};

const run = async (runtime: AdminRuntime, schedule: Schedule, options: SharedOptions): Promise<ExitName> => {
  const target = await runtime.findTarget(options.env);
  const { failed, text } = await invoke(target, callOf(target, schedule));
  if (failed) throw new AdminError('partly', `${schedule} failed: ${text}`);
  if (options.json) runtime.terminal.print(text);
  else {
    const report: unknown = JSON.parse(text);
    for (const [name, value] of Object.entries(report ?? {}))
      runtime.terminal.print(`${name}: ${String(value)}`);
  }
  return 'done';
};

export const scheduleCommand = (runtime: AdminRuntime, setExit: SetExit): Command =>
  new Command('schedule').description('what runs by the clock').addCommand(
    defineCommand('run', 'run a schedule now; one that ran today already does nothing twice')
      .addArgument(new Argument('<schedule>').choices(schedules))
      .action(async (schedule: Schedule, options: SharedOptions) =>
        setExit(await run(runtime, schedule, options)),
      ),
  );
