import { startSearchStandIn } from './start-search-stand-in';

/** Arguments: port, file. Prints one line when it answers. */
const main = async (): Promise<void> => {
  const [port = '0', file] = process.argv.slice(2);
  const standIn = await startSearchStandIn({ port: Number(port), ...(file === undefined ? {} : { file }) });
  console.log(`search stand-in ready on ${standIn.url} with ${standIn.size()} documents`);
  const stop = (): void => void standIn.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Whoever started it is gone: so is its reason to be.
  process.once('disconnect', stop);
};

void main();
