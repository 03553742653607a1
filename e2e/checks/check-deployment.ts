import { appendFileSync, cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsClients } from '../deployment/aws-clients';
import { type Cdk, stackNames } from '../deployment/cdk';
import { codeHashes } from '../deployment/code-hashes';
import { describeStacks } from '../deployment/describe-stacks';
import { projectRoot } from '../process/project-root';
import type { Trial } from '../run/trial';

const deployAll = ['deploy', '--all', '-c', 'env=dev', '--require-approval', 'never', '--progress', 'events'];

const count = (text: string, part: string): number => text.split(part).length - 1;

const stackStates = async (clients: AwsClients): Promise<string> => {
  const stacks = await describeStacks(clients);
  const wrong = stackNames.filter(
    (name) => !['CREATE_COMPLETE', 'UPDATE_COMPLETE'].includes(stacks.get(name)?.StackStatus ?? ''),
  );
  if (wrong.length > 0 || stacks.size !== stackNames.length)
    throw new Error(`not complete: ${wrong.join(', ')}; there: ${[...stacks.keys()].join(', ')}`);
  return `${stacks.size} stacks`;
};

const imageAsked = (cdk: Cdk): string => {
  const images = cdk.images();
  const built = images.filter(({ command }) => command === 'build');
  const pushed = images.filter(({ command }) => command === 'push');
  if (built.length !== 1 || pushed.length !== 1)
    throw new Error(`${built.length} builds and ${pushed.length} pushes in place of one of each`);
  if (built[0]?.platform !== 'linux/arm64') throw new Error(`built for ${built[0]?.platform}`);
  return `one image for ${built[0].platform} from a whole context, pushed to the bootstrap's repository`;
};

/** A bundle that differs in its last line. */
const changedBundles = (workFolder: string): string => {
  const folder = join(workFolder, 'changed-bundles');
  cpSync(join(projectRoot, 'dist'), folder, { recursive: true });
  appendFileSync(join(folder, 'lambdas/enrichment-consumer/index.js'), '\n// deployed as an update\n');
  return folder;
};

const updateOneFunction = async (trial: Trial, cdk: Cdk, clients: AwsClients): Promise<string> => {
  const before = await codeHashes(clients);
  const { all } = await cdk.run(...deployAll, '-c', `bundles=${changedBundles(trial.workFolder)}`);
  const after = await codeHashes(clients);
  const changed = [...after].filter(([name, hash]) => before.get(name) !== hash).map(([name]) => name);
  if (changed.join() !== 'manga-assist-dev-enrichment-consumer')
    throw new Error(`changed code: ${changed.join(', ') || 'none'}`);
  const untouched = count(all, '(no changes)');
  if (untouched !== stackNames.length - 1) throw new Error(`${untouched} stacks without changes`);
  return `only ${changed.join()} has other code; ${untouched} stacks had no changes`;
};

/** The CDK's own command line on an empty account. */
export const checkDeployment = async (trial: Trial, cdk: Cdk, clients: AwsClients): Promise<void> => {
  await trial.need('cdk bootstrap prepares the account', async () => {
    const { all } = await cdk.run('bootstrap');
    return /bootstrapped/.exec(all)?.[0] ?? 'done';
  });
  await trial.need('cdk deploy --all deploys every stack of dev', async () => {
    await cdk.run(...deployAll);
    return stackStates(clients);
  });
  await trial.check('the image of the services is asked for', async () => imageAsked(cdk));
};

/** What comes after the first deployment: none, and one of a single function. */
export const checkUpdates = async (trial: Trial, cdk: Cdk, clients: AwsClients): Promise<void> => {
  await trial.check('a second deployment changes nothing', async () => {
    const before = await describeStacks(clients);
    const { all } = await cdk.run(...deployAll);
    const after = await describeStacks(clients);
    const unchanged = count(all, '(no changes)');
    const touched = [...after].filter(
      ([name, { LastUpdatedTime }]) =>
        LastUpdatedTime?.getTime() !== before.get(name)?.LastUpdatedTime?.getTime(),
    );
    if (unchanged !== stackNames.length || touched.length > 0)
      throw new Error(`${unchanged} without changes; updated: ${touched.map(([name]) => name).join(', ')}`);
    imageAsked(cdk);
    return `${unchanged} stacks without changes, no image built again`;
  });
  await trial.need('an update of one function deploys, and that function alone', () =>
    updateOneFunction(trial, cdk, clients),
  );
};

/** What the synthesized templates keep when a stack is deleted, as logical ids. */
export const retainedIn = (cdkOutput: string): ReadonlySet<string> =>
  new Set(
    stackNames.flatMap((stack) => {
      const template: { Resources: Record<string, { DeletionPolicy?: string }> } = JSON.parse(
        readFileSync(join(cdkOutput, `${stack}.template.json`), 'utf8'),
      );
      return Object.entries(template.Resources)
        .filter(([, { DeletionPolicy }]) => DeletionPolicy?.startsWith('Retain'))
        .map(([id]) => id);
    }),
  );
