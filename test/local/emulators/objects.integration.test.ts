import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { CreatedObject } from '../../../local/emulators/keep-objects';
import { type MessagingEmulator, startMessaging } from '../../../local/emulators/start-messaging';
import { watchUploads } from '../../../local/emulators/watch-uploads';

const folder = mkdtempSync(join(tmpdir(), 'manga-objects-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const Bucket = 'manga-assist-local-uploads';
const Key = 'uploads/表紙 1.png';

interface Running {
  readonly emulator: MessagingEmulator;
  readonly s3: S3Client;
  readonly created: CreatedObject[];
}

const withEmulator = async (use: (running: Running) => Promise<void>): Promise<void> => {
  const created: CreatedObject[] = [];
  const emulator = await startMessaging({
    environment: 'local',
    now: Date.now,
    folder,
    onObjectCreated: (object) => created.push(object),
  });
  const s3 = new S3Client({
    endpoint: emulator.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  try {
    await use({ emulator, s3, created });
  } finally {
    s3.destroy();
    await emulator.close();
  }
};

const read = async (s3: S3Client): Promise<string | undefined> =>
  (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

test('an object and what it is survive a restart, and deleting it does too', async () => {
  await withEmulator(async ({ s3 }) => {
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body: '画像',
        ContentType: 'image/png',
        Metadata: { owner: 'shop' },
      }),
    );
  });
  await withEmulator(async ({ s3, created }) => {
    expect(await read(s3)).toBe('画像');
    const answer = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect([answer.ContentType, answer.Metadata]).toEqual(['image/png', { owner: 'shop' }]);
    expect(created).toEqual([]);
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  });
  await withEmulator(async ({ s3 }) => {
    expect((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents).toBeUndefined();
  });
});

test('tags are kept beside an object, and leave its content alone', async () => {
  await withEmulator(async ({ s3 }) => {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: '画像' }));
    expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet).toEqual([]);
    const TagSet = [{ Key: 'moderation', Value: 'allowed' }];
    await s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } }));
    expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet).toEqual(TagSet);
    expect(await read(s3)).toBe('画像');
  });
});

test('a file that is copied into the folder of uploads is uploaded once, and again when it changes', async () => {
  const uploads = join(folder, 'uploads');
  await withEmulator(async ({ emulator, s3, created }) => {
    const stop = watchUploads({
      folder: uploads,
      upload: (name, body) => emulator.upload(`uploads/${name}`, body),
      log: () => undefined,
    });
    const uploaded = async (count: number): Promise<void> => {
      while (created.length < count) await delay(20);
    };
    writeFileSync(join(uploads, '表紙 1.png'), 'a');
    await uploaded(1);
    await delay(1100);
    writeFileSync(join(uploads, '表紙 1.png'), 'ab');
    await uploaded(2);
    stop();
    expect(created).toMatchObject([
      { bucket: Bucket, key: Key, size: 1 },
      { bucket: Bucket, key: Key, size: 2 },
    ]);
    expect(await read(s3)).toBe('ab');
  });
  await withEmulator(async ({ emulator, created }) => {
    emulator.upload(Key, Buffer.from('ab'));
    expect(created).toEqual([]);
  });
});
