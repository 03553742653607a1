import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createJobSender } from '../../../chaos/load/job-sender';
import { createLedger } from '../../../chaos/load/ledger';
import { enrichmentJob } from '../../../chaos/load/make-jobs';

const undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo.splice(0)) step();
});

/** A queue that answers with a status, or not at all. */
const senderTo = async (status: number | undefined, gaveUp = new AbortController().signal) => {
  const server = createServer((_, response) => {
    if (status !== undefined) response.writeHead(status).end('{"MessageId":"m","MD5OfMessageBody":""}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const facts = {
    region: 'us-east-1',
    endpoints: { sqs: url },
    queues: {
      enrichment: { url: `${url}/1/e.fifo`, dlqUrl: url },
      deferredInference: { url: `${url}/1/d`, dlqUrl: url },
    },
  };
  const ledger = createLedger();
  const sender = createJobSender(facts, ledger, gaveUp);
  undo.push(() => sender.close());
  return { sender, ledger };
};

describe('a job on its way to a queue', () => {
  it.each([
    ['refuses', 503],
    ['does not answer', undefined],
  ])('is given up at its deadline while the queue %s', async (_, status) => {
    const { sender, ledger } = await senderTo(status);
    const taken = await sender.send(enrichmentJob('title-1'), { signal: AbortSignal.timeout(400) });
    expect(taken).toBe(false);
    expect(ledger.jobs).toEqual([]);
  });

  it('is given up with the load', async () => {
    const { sender } = await senderTo(503, AbortSignal.timeout(400));
    expect(await sender.send(enrichmentJob('title-1'))).toBe(false);
  });
});
