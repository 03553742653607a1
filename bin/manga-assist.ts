import { resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { bundlesIn, MissingBundleError } from '../lib/config/bundles';
import { environmentNamed, UnknownEnvironmentError } from '../lib/config/environments';
import { MangaAssistStage } from '../lib/manga-assist-stage';

const text = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

const main = (): void => {
  const app = new App();
  const environment = environmentNamed(text(app.node.tryGetContext('env'), 'dev'));
  const dist = text(app.node.tryGetContext('bundles'), resolve(__dirname, '../dist'));
  new MangaAssistStage(app, { environment, bundles: bundlesIn(dist) });
  app.synth();
};

try {
  main();
} catch (error) {
  const expected = error instanceof UnknownEnvironmentError || error instanceof MissingBundleError;
  console.error(expected ? error.message : error);
  // At once: the app would otherwise synthesize what there is of it when the process ends.
  process.exit(1);
}
