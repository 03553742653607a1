import type { RecordedResult, Results } from '../results-file';
import { resultRows } from './result-rows';

const cell = (text: string | undefined): string => (text ?? '').replaceAll('|', '\\|').replaceAll('\n', ' ');

const table = (result: RecordedResult): string => {
  const rows = resultRows(result);
  const compared = rows.some(({ against }) => against !== undefined);
  const line = (cells: readonly (string | undefined)[]): string => `| ${cells.map(cell).join(' | ')} |`;
  if (!compared)
    return ['| figure | value |', '|---|---|', ...rows.map((row) => line([row.figure, row.value]))].join(
      '\n',
    );
  return [
    '| figure | MangaAssist | compared | ratio |',
    '|---|---|---|---|',
    ...rows.map((row) => line([row.figure, row.value, row.against, row.ratio])),
  ].join('\n');
};

const section = (name: string, result: RecordedResult): string => {
  const { measuredAt, commit, node, packages, machine, loadBefore, seconds } = result.run;
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  return `### ${name}

${measuredAt.slice(0, 16).replace('T', ' ')} UTC, commit ${commit}, Node ${node}, ${versions.join(', ')}, ${machine}; load before ${loadBefore}; took ${seconds} s.

${table(result)}`;
};

/** Every result as Markdown, in the order of `names`. */
export const renderResults = (results: Results, names: readonly string[]): string =>
  names
    .flatMap((name) => {
      const result = results[name];
      return [
        result === undefined
          ? `### ${name}\n\nNot measured yet: \`npm run bench -- ${name} --save\`.`
          : section(name, result),
      ];
    })
    .join('\n\n');
