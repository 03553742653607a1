import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundlesIn } from '../../lib/config/bundles';
import { environmentNamed } from '../../lib/config/environments';
import { MangaAssistStage } from '../../lib/manga-assist-stage';
import { writeFixtureBundles } from './fixture-bundles';

/** Synthesizes environments into `{root}/{prefix}{name}`: what template tests read. */
const [, , root = '', prefix = '', ...names] = process.argv;

/** With a prefix: with CloudFormation's rules, warnings counted as errors, as `cdk synth --strict` does. */
const strict = prefix !== '';

const bundles = join(root, 'bundles');
mkdirSync(root, { recursive: true });
if (!strict) writeFixtureBundles(bundles);

for (const name of names) {
  const { context } = JSON.parse(readFileSync(join(__dirname, '../../cdk.json'), 'utf8'));
  const app = new App({
    outdir: join(root, `${prefix}${name}`),
    builtinCloudFormationValidation: strict,
    // The tests read the report.
    context: {
      ...context,
      'aws:cdk:bundling-stacks': [],
      '@aws-cdk/core:failSynthOnValidationErrors': false,
      '@aws-cdk/core:strictCfnValidateErrors': strict,
    },
  });
  if (!strict) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  void new MangaAssistStage(app, {
    environment: environmentNamed(name),
    bundles: bundlesIn(bundles),
    runbookUrl: 'docs/runbook.md',
  });
  app.synth();
}
