import { Command, InvalidArgumentError, Option } from 'commander';

export interface LocalOptions {
  readonly port: number;
  readonly bedrockPort: number;
  readonly data: string;
  readonly bedrock: 'stand-in' | 'aws';
  readonly latencyMs: number;
  readonly tokensPerSecond: number;
  readonly throttle: boolean;
}

const number =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most)
      throw new InvalidArgumentError(`It has to be a whole number from ${least} to ${most}.`);
    return value;
  };

const port = number(1, 65_535);
const atLeastZero = number(0, 1_000_000);

/** Reads the command line. With `--help`, or with an option that is wrong, it prints so and ends the process. */
export const parseOptions = (argv: readonly string[]): LocalOptions =>
  new Command('npm run local --')
    .description('Runs the whole of MangaAssist on this machine: no Docker, no AWS account.')
    .option('--port <port>', 'REST and socket', port, 8787)
    .option('--bedrock-port <port>', 'the stand-in for Amazon Bedrock', port, 8788)
    .option('--data <folder>', 'where data, secrets and logs are kept', '.local')
    .addOption(
      new Option('--bedrock <kind>', 'who answers: a stand-in, or Amazon Bedrock with your AWS credentials')
        .choices(['stand-in', 'aws'])
        .default('stand-in'),
    )
    .option('--latency-ms <ms>', "the stand-in's time to its first token", atLeastZero, 150)
    .option('--tokens-per-second <n>', "the stand-in's speed; 0: all at once", atLeastZero, 400)
    .option('--no-throttle', 'let the gateway take more than its rate limits, for load tests')
    .allowExcessArguments(false)
    .showHelpAfterError('(npm run local -- --help lists the options)')
    .parse(argv, { from: 'user' })
    .opts<LocalOptions>();
