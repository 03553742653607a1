import { benches } from './benches';
import { writeReport } from './report/write-report';
import { addResult } from './results-file';
import { runBenches } from './run-benches';
import { runFacts } from './run-facts';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const all = Object.keys(benches);
const usage = `npm run bench                       measures everything, in about an hour: ${all.join(', ')};
                                    writes bench/results.json and docs/performance.md with its plots
npm run bench -- <name>... [options]
                                    some of them, one after the other
  --save                            also writes their figures and the documents
  --help                            what each measures, and its own options
npm run bench -- report             writes the documents again, without measuring`;

const measure = async (names: readonly string[], args: readonly string[]): Promise<void> => {
  const saving = names.length === 0 || args.includes('--save');
  const failed = await runBenches(
    names.length === 0 ? all : names,
    args.filter((option) => option !== '--save'),
    {
      load: async (name) => {
        const bench = await benches[name]?.();
        if (bench === undefined) throw new Error(`There is no bench "${name}".`);
        return bench;
      },
      facts: runFacts,
      save: (name, result) => (saving ? addResult(name, result) : undefined),
      print: (line) => console.log(line),
      now: () => performance.now(),
    },
  );
  if (saving) console.log(`Written: ${writeReport().join(', ')}`);
  if (failed.length > 0) {
    console.error(`Failed: ${failed.join(', ')}`);
    process.exitCode = 1;
  }
};

const main = async (args: readonly string[]): Promise<void> => {
  const firstOption = args.findIndex((arg) => arg.startsWith('-'));
  const names = firstOption < 0 ? args : args.slice(0, firstOption);
  const options = args.slice(names.length);
  if (names.length === 0 && (options[0] === '--help' || options[0] === '-h')) return console.log(usage);
  if (names[0] === 'report') return console.log(`Written: ${writeReport().join(', ')}`);
  const unknown = names.find((name) => !Object.hasOwn(benches, name));
  if (unknown === undefined) return measure(names, options);
  console.error(`There is no bench "${unknown}".\n${usage}`);
  process.exitCode = 1;
};

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
