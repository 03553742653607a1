import type { Terminal } from '../output/terminal';
import { type Check, type Finding, type FindingState, runCheck } from './finding';

const marks: Readonly<Record<FindingState, string>> = { pass: '✓', warn: '!', fail: '✗', skip: '–' };

const lines = ({ what, state, detail, advice }: Finding): readonly string[] => [
  `${marks[state]} ${what}: ${detail}`,
  ...(advice === undefined ? [] : [`    → ${advice}`]),
];

const summary = (findings: readonly Finding[]): string => {
  const count = (state: FindingState): number => findings.filter((finding) => finding.state === state).length;
  return `${count('pass')} passed, ${count('warn')} warnings, ${count('fail')} failed, ${count('skip')} skipped`;
};

/** Runs the checks side by side and reports them in order; true when none failed. */
export const runDoctor = async (
  checks: readonly Check[],
  terminal: Pick<Terminal, 'print'>,
  json: boolean,
): Promise<boolean> => {
  const running = checks.map(runCheck);
  const findings: Finding[] = [];
  for (const result of running) {
    const found = await result;
    findings.push(...found);
    if (!json) for (const line of found.flatMap(lines)) terminal.print(line);
  }
  terminal.print(json ? JSON.stringify({ findings }) : `\n${summary(findings)}`);
  return findings.every(({ state }) => state !== 'fail');
};
