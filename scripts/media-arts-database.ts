import { join } from 'node:path';

/**
 * Where the manga of Japan's Media Arts Database lie: 30,023 serialisations, release of 2022-02-17
 * (https://github.com/mediaarts-db/dataset, `metadata_cm-col_cm106_json.zip`). The environment variable
 * `MANGA_DATA_SET` names the file; without it, it is looked for beside the project. It may be absent.
 */
export const mediaArtsDatabase = (): string =>
  process.env['MANGA_DATA_SET'] ?? join(__dirname, '../../shared/data/madb/metadata_cm-col_cm106_json.zip');
