import type { SoakVerdict } from './judge-soak';
import { measures } from './sample-process';

/** What a soak came to, for a terminal. */
export const showVerdict = ({ processes, load, problems }: SoakVerdict): string => {
  const rows = Object.entries(processes).map(([name, figures]) => {
    const cells = measures.map((measure) => {
      const figure = figures[measure];
      if (figure === undefined) return '–'.padStart(18);
      const growth = `${figure.growth < 0 ? '' : '+'}${figure.growth.toFixed(1)}`;
      return `${figure.level.toFixed(1)} (${growth})`.padStart(18);
    });
    return `${name.padEnd(26)}${cells.join('')}`;
  });
  const { outcomes, notSent } = load;
  return [
    `${'level (growth over the time)'.padEnd(26)}${measures.map((measure) => measure.padStart(18)).join('')}`,
    ...rows,
    `${outcomes.answered} answered, ${outcomes.shed} shed, ${outcomes.failed} failed, ${notSent} not sent because too many waited`,
    ...(problems.length === 0 ? ['Everything stayed flat.'] : problems.map((problem) => `! ${problem}`)),
  ].join('\n');
};
