import { resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { bundlesIn, MissingBundleError } from '../lib/config/bundles';
import { environmentNamed, UnknownEnvironmentError } from '../lib/config/environments';
import { modelWarnings, RefusedModelError, refuseRetiredModels } from '../lib/config/refused-models';
import { MangaAssistStage } from '../lib/manga-assist-stage';

const text = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

const main = (today: Date): void => {
  const app = new App();
  const environment = environmentNamed(text(app.node.tryGetContext('env'), 'dev'));
  refuseRetiredModels(environment, today);
  for (const warning of modelWarnings(environment, today)) console.error(`Warning: ${warning}`);
  new MangaAssistStage(app, {
    environment,
    bundles: bundlesIn(text(app.node.tryGetContext('bundles'), resolve(__dirname, '../dist'))),
    runbookUrl: text(app.node.tryGetContext('runbook'), 'docs/runbook.md'),
  });
  app.synth();
};

/** What whoever runs the command can mend, told without a stack trace. */
const isExpected = (error: unknown): error is Error =>
  error instanceof UnknownEnvironmentError ||
  error instanceof MissingBundleError ||
  error instanceof RefusedModelError;

try {
  main(new Date());
} catch (error) {
  console.error(isExpected(error) ? error.message : error);
  // At once: the app would otherwise synthesize what there is of it when the process ends.
  process.exit(1);
}
