import type { Scenario } from '../scenario';
import { catalogueImport } from './catalogue-import';
import { conversation } from './conversation';

/** Every trial by name, in the order of a whole run. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  'catalogue-import': catalogueImport,
  conversation,
};
