import { parseArgs } from 'node:util';

/**
 * Reads options that are whole numbers from 1, by name with their presets; undefined when `--help` is among them.
 * Throws for one that is unknown or no such number.
 */
export const wholeOptions = <Name extends string>(
  args: readonly string[],
  presets: Readonly<Record<Name, number>>,
): Readonly<Record<Name, number>> | undefined => {
  const named = Object.keys(presets).map((name) => [name, { type: 'string' }] as const);
  const { values } = parseArgs({
    args: [...args],
    options: { ...Object.fromEntries(named), help: { type: 'boolean' } },
  });
  const given: Readonly<Record<string, string | boolean | undefined>> = values;
  if (given['help'] === true) return undefined;
  const plan: Record<Name, number> = { ...presets };
  for (const name in presets) {
    const value = Number(given[name] ?? presets[name]);
    if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1`);
    plan[name] = value;
  }
  return plan;
};
