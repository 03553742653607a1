import { reportReady } from '../process/report-ready';
import { stopOnSignal } from '../process/stop-on-signal';
import { startSearchStandIn } from './start-search-stand-in';

/** Arguments: port, file. Prints one line when it answers. */
const main = async (): Promise<void> => {
  const [port = '0', file] = process.argv.slice(2);
  const standIn = await startSearchStandIn({ port: Number(port), ...(file === undefined ? {} : { file }) });
  console.log(`search stand-in ready on ${standIn.url} with ${standIn.size()} documents`);
  reportReady();
  stopOnSignal(() => standIn.close());
};

void main();
