import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NotHere } from './scenario';
import { projectRoot } from './system/system-file';

/** The Media Arts Database, beside the project. */
export const dataSetFile = (): string => {
  const file = join(projectRoot, '../shared/data/madb/metadata_cm-col_cm106_json.zip');
  if (!existsSync(file)) throw new NotHere(`the data set is not there: ${file}`);
  return file;
};
