import type { Scenario } from '../scenario';
import { catalogueImport } from './catalogue-import';

/** Every trial by name, in the order of a whole run. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  'catalogue-import': catalogueImport,
};
