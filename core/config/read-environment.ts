import {
  type EntryPoint,
  type EntryPointEnvironment,
  entryPoints,
} from '../../contracts/environment-variables';

/** The variables of an entry point that are not set at all; an empty one is set. */
const missingVariables = (
  entryPoint: EntryPoint,
  variables: Readonly<Record<string, string | undefined>>,
): readonly string[] =>
  Object.entries(entryPoints[entryPoint])
    .filter(([name]) => variables[name] === undefined)
    .map(([name, meaning]) => `${name} (${meaning})`);

const isEnvironmentOf = <E extends EntryPoint>(
  entryPoint: E,
  variables: Readonly<Record<string, string | undefined>>,
): variables is EntryPointEnvironment<E> => missingVariables(entryPoint, variables).length === 0;

/**
 * The environment variables of an entry point, all of them there: see `contracts/environment-variables.ts`.
 * Throws with every missing one named.
 */
export const readEnvironment = <E extends EntryPoint>(
  entryPoint: E,
  variables: Readonly<Record<string, string | undefined>>,
): EntryPointEnvironment<E> => {
  if (isEnvironmentOf(entryPoint, variables)) return variables;
  const missing = missingVariables(entryPoint, variables);
  throw new Error(`Environment variables of ${entryPoint} are missing: ${missing.join('; ')}`);
};
