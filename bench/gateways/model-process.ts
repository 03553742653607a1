import { createServer } from 'node:http';
import { cannedAnswer } from '../model/canned-answer';

/** The model behind both gateways, in a process of its own: `model-process.ts <port>`. */
const server = createServer({ keepAliveTimeout: 65_000 }, cannedAnswer);
server.listen(Number(process.argv[2]), '127.0.0.1', () => process.send?.('ready'));
process.once('disconnect', () => process.exit());
