import { existsSync } from 'node:fs';
import { mediaArtsDatabase } from '../scripts/media-arts-database';
import { NotHere } from './scenario';

/** The real catalogue; a scenario that needs it is skipped, visibly, where it is absent. */
export const dataSetFile = (): string => {
  const file = mediaArtsDatabase();
  if (!existsSync(file)) throw new NotHere(`the data set is not there (MANGA_DATA_SET): ${file}`);
  return file;
};
