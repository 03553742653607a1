/** Parts of a run that can be asked for alone. The deployment is made for all but `queues`. */
export const parts = [
  'updates',
  'jobs',
  'schedules',
  'uploads',
  'rest',
  'socket',
  'doctor',
  'deletion',
  'queues',
] as const;

export type Part = (typeof parts)[number];

const isPart = (name: string): name is Part => parts.some((part) => part === name);

/** The parts that `names` asks for; all when it is empty. Throws when it names one that there is not. */
export const partsNamed = (names: readonly string[]): ReadonlySet<Part> => {
  const unknown = names.filter((name) => !isPart(name));
  if (unknown.length > 0)
    throw new Error(`There is no part "${unknown.join('", "')}": use ${parts.join(', ')}.`);
  return new Set(names.length === 0 ? parts : names.filter(isPart));
};
