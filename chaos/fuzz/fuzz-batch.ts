import * as fc from 'fast-check';
import { hostileDocument } from './documents/hostile-document';
import { BytesSocket } from './doors/bytes-socket';
import type { Doors } from './doors/doors';
import { tryDocument } from './doors/try-document';
import { hostileRequest } from './http/hostile-request';
import { tryRequest } from './http/try-request';
import { hostileFrames } from './socket/hostile-frames';
import { tryFrames } from './socket/try-frames';

/** Something that should not be, and what it was sent for. */
export interface Finding {
  /** The batch's: the same seed makes the same batch. */
  readonly seed: number;
  readonly kind: string;
  readonly what: string;
  /** The beginning of what was sent, in base64. */
  readonly sent: string;
}

export interface BatchReport {
  readonly documents: number;
  /** Documents about which every door and every check said the same. */
  readonly agreed: number;
  readonly requests: number;
  readonly connections: number;
  /** Answers that were asked for again, because the system was too busy. */
  readonly busy: number;
  readonly findings: readonly Finding[];
}

export interface BatchSize {
  readonly documents: number;
  readonly requests: number;
  readonly connections: number;
  /** How many are tried at the same time; 4 unless given. */
  readonly atOnce?: number;
}

/** Works on a list with so many workers; each gets one of its own tools. */
const share = async <Item, Tool>(
  items: readonly Item[],
  tools: readonly Tool[],
  work: (item: Item, tool: Tool) => Promise<void>,
): Promise<void> => {
  const waiting = [...items];
  await Promise.all(
    tools.map(async (tool) => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item, tool);
    }),
  );
};

/** Sends one batch of hostile documents, requests and frames, which the seed decides, through both doors. */
export const fuzzBatch = async (doors: Doors, seed: number, size: BatchSize): Promise<BatchReport> => {
  const findings: Finding[] = [];
  let agreed = 0;
  let busy = 0;
  const sample = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number): readonly T[] =>
    fc.sample(arbitrary, { seed, numRuns });
  const find = (kind: string, bytes: Buffer, what: readonly string[]): void => {
    const sent = bytes.subarray(0, 1500).toString('base64');
    findings.push(...what.map((each) => ({ seed, kind, what: each, sent })));
  };

  const sockets = Array.from({ length: size.atOnce ?? 4 }, () => new BytesSocket(doors));
  const documents = sample(hostileDocument, size.documents);
  await share(documents, sockets, async (document, socket) => {
    const trial = await tryDocument(doors, socket, document);
    busy += trial.busy;
    if (trial.findings.length === 0) agreed += 1;
    find(document.kind, document.bytes, trial.findings);
  });
  for (const socket of sockets) socket.close();

  const requests = sample(hostileRequest(doors.token), size.requests);
  await share(requests, sockets, async (request) => {
    const bytes = Buffer.concat(request.pieces.map((piece) => piece.bytes));
    find(request.kind, bytes, await tryRequest(doors.gateway, request));
  });

  const connections = sample(hostileFrames, size.connections);
  await share(connections, sockets, async (frames) => find('frames', frames, await tryFrames(doors, frames)));

  return {
    documents: documents.length,
    agreed,
    requests: requests.length,
    connections: connections.length,
    busy,
    findings,
  };
};
