import type { ResultRow } from '../bench';
import type { ProcessFigures, SoakVerdict } from './judge-soak';
import { type Measure, memoryMeasures, restMeasures } from './sample-process';

const labels: Readonly<Record<Measure, string>> = {
  residentMiB: 'MiB resident',
  heapMiB: 'MiB heap',
  sockets: 'sockets',
  handles: 'handles',
};

/** `37.2 (+1.8) MiB heap` under load, and `12 → 12 sockets` from rest to rest. */
const cells = ({ underLoad, before, after }: ProcessFigures): readonly string[] => [
  ...memoryMeasures.map((measure) => {
    const figure = underLoad[measure];
    if (figure === undefined) return `? ${labels[measure]}`;
    const sign = figure.growth < 0 ? '' : '+';
    return `${figure.level.toFixed(1)} (${sign}${figure.growth.toFixed(1)}) ${labels[measure]}`;
  }),
  ...restMeasures.map((measure) => `${before[measure] ?? '?'} → ${after[measure] ?? '?'} ${labels[measure]}`),
];

/** What a soak came to, as lines of the readable table. */
export const verdictTable = ({ processes, load, problems }: SoakVerdict): readonly ResultRow[] => {
  const { outcomes, notSent } = load;
  return [
    {
      figure: 'messages',
      value: `${outcomes.answered} answered, ${outcomes.shed} shed, ${outcomes.failed} failed, ${notSent} not sent because too many waited`,
    },
    ...Object.entries(processes).map(([name, figures]) => ({
      figure: name,
      value: cells(figures).join(', '),
    })),
    { figure: 'verdict', value: problems.length === 0 ? 'everything stayed flat' : problems.join('; ') },
  ];
};
