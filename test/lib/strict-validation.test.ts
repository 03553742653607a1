import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  assemblyRoot,
  environmentNames,
  type Json,
  readAssembly,
  stackIds,
  templateFile,
} from '../support/templates';

const run = promisify(execFile);

/** Another synthesis, in a process of its own, with CloudFormation's rules on and warnings counted as errors. */
const strictSynthesis = (): Promise<unknown> =>
  run(process.execPath, [
    '--import',
    'tsx',
    join(__dirname, '../support/write-templates.ts'),
    assemblyRoot(),
    'strict-',
    ...environmentNames,
  ]);

beforeAll(strictSynthesis, 240_000);

describe.each(environmentNames)('a second, strict synthesis of %s', (name) => {
  test('has no error and no warning of CloudFormation’s rules', () => {
    const { pluginReports }: Json = JSON.parse(readAssembly(name, 'validation-report.json', 'strict-'));
    const problems = pluginReports.flatMap(({ violations }: Json) =>
      violations.map((v: Json) => `${v.severity} ${v.ruleName}: ${v.description}`),
    );
    expect(problems).toEqual([]);
  });

  test('is byte for byte the first, so that `cdk diff` of an unchanged tree is empty', () => {
    for (const stack of stackIds) {
      const file = templateFile(name, stack);
      expect(readAssembly(name, file, 'strict-')).toBe(readAssembly(name, file));
      const assets = `manga-assist-${name}-${stack}.assets.json`;
      expect(readAssembly(name, assets, 'strict-')).toBe(readAssembly(name, assets));
    }
  });
});
