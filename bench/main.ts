import { benches, ordinaryBenches } from './benches';
import { writeReport } from './report/write-report';
import { addResult } from './results-file';
import { runBenches } from './run-benches';
import { runFacts } from './run-facts';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const usage = `npm run bench                       measures ${ordinaryBenches.join(', ')};
                                    writes bench/results.json and docs/performance.md with its plots
npm run bench -- <name> [options]   one of ${Object.keys(benches).join(', ')}
  --save                            also writes its figures and the documents
  --help                            its own options
npm run bench -- soak               30 minutes; not part of a run of all
npm run bench -- report             writes the documents again, without measuring`;

const measure = async (first: string | undefined, args: readonly string[]): Promise<void> => {
  const saving = first === undefined || args.includes('--save');
  const names = first === undefined ? ordinaryBenches : [first];
  const failed = await runBenches(
    names,
    args.filter((option) => option !== '--save'),
    {
      load: async (name) => {
        const bench = await benches[name]?.load();
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
  const [first, ...rest] = args;
  if (first === '--help' || first === '-h') return console.log(usage);
  if (first === 'report') return console.log(`Written: ${writeReport().join(', ')}`);
  if (first === undefined) return measure(undefined, []);
  if (Object.hasOwn(benches, first)) return measure(first, rest);
  console.error(`There is no bench "${first}".\n${usage}`);
  process.exitCode = 1;
};

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
