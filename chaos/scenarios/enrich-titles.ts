import { exitCodes } from '../../admin/exit-codes';
import { runAdmin } from '../system/run-admin';

/** Puts the good rows of a file on their way into the catalogue, as operators do; throws when that did not succeed. */
export const enrichTitles = async (file: string, ...options: readonly string[]): Promise<void> => {
  const { code, errors } = await runAdmin(['enrich', file, ...options]);
  if (code !== exitCodes.done && code !== exitCodes.partly)
    throw new Error(`admin enrich ended with exit code ${code}: ${errors.trim()}`);
};
