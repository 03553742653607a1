import { join } from 'node:path';
import type { BuildAppOptions, buildApp } from 'fauxqs';
import { packageFolder } from './package-folder';
import { takeEveryCharacter } from './take-every-character';

export type FauxqsStores = NonNullable<BuildAppOptions['stores']>;
export type SqsStore = FauxqsStores['sqsStore'];
export type SqsQueue = ReturnType<SqsStore['createQueue']>;
export type S3Store = FauxqsStores['s3Store'];

interface Fauxqs {
  readonly buildApp: typeof buildApp;
  readonly stores: FauxqsStores;
}

/**
 * The emulator's app and fresh stores. The store classes are not exported, and the package is ESM:
 * hence by file, and by `import()`.
 */
export const loadFauxqs = async (): Promise<Fauxqs> => {
  const dist = join(packageFolder('fauxqs'), 'dist');
  const app: Pick<Fauxqs, 'buildApp'> = await import(join(dist, 'app.js'));
  const sqs: { SqsStore: new () => SqsStore } = await import(join(dist, 'sqs/sqsStore.js'));
  const sns: { SnsStore: new () => FauxqsStores['snsStore'] } = await import(join(dist, 'sns/snsStore.js'));
  const s3: { S3Store: new () => S3Store } = await import(join(dist, 's3/s3Store.js'));
  const rules: { INVALID_MESSAGE_BODY_CHAR: RegExp } = await import(join(dist, 'sqs/sqsTypes.js'));
  takeEveryCharacter(rules.INVALID_MESSAGE_BODY_CHAR);
  return {
    buildApp: app.buildApp,
    stores: { sqsStore: new sqs.SqsStore(), snsStore: new sns.SnsStore(), s3Store: new s3.S3Store() },
  };
};
