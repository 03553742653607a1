import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every bundle that is deployed, by name, as `npm run build` leaves it below `dist`. */
export const deployedFiles = (dist: string): readonly (readonly [name: string, file: string])[] => [
  ...readdirSync(join(dist, 'lambdas')).map(
    (name) => [name, join(dist, 'lambdas', name, 'index.js')] as const,
  ),
  ...['orchestrator', 'deferred-consumer'].map(
    (name) => [name, join(dist, 'services', `${name}.js`)] as const,
  ),
];
