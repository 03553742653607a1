import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenBacklog } from '../../core/http/listen-backlog';
import { applyBulk } from './apply-bulk';
import { openDocumentJournal } from './document-journal';
import { parseQuery } from './parse-query';
import { createSearchIndex } from './search-index';

export interface SearchStandIn {
  readonly port: number;
  readonly url: string;
  /** Documents that the index holds. */
  size(): number;
  close(): Promise<void>;
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
};

const reply = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

const refusal = (status: number, type: string, reason: string): object => ({
  error: { type, reason },
  status,
});

/**
 * Stands for an OpenSearch Serverless vector collection on one machine: `POST /{index}/_search` and `POST /_bulk`, with the
 * same refusals (no ids of the caller's, no `_refresh`). `file`: where documents are kept; absent: in memory alone.
 */
export const startSearchStandIn = async (options: {
  readonly port: number;
  readonly file?: string;
}): Promise<SearchStandIn> => {
  const index = createSearchIndex();
  const journal = options.file === undefined ? undefined : openDocumentJournal(options.file);
  for (const { id, fields } of journal?.documents ?? []) index.add(fields, id);

  const search = (body: unknown): [number, object] => {
    const query = parseQuery(body);
    if (query === undefined) {
      return [
        400,
        refusal(400, 'parsing_exception', 'The stand-in knows bool.should of match, match, and knn.'),
      ];
    }
    const hits =
      query.kind === 'match'
        ? index.match(query.clauses, query.size)
        : index.nearest(query.vector, query.size);
    return [
      200,
      { took: 0, timed_out: false, hits: { total: { value: hits.length, relation: 'eq' }, hits } },
    ];
  };

  const answer = async (request: IncomingMessage): Promise<[number, object]> => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (request.method === 'POST' && path.endsWith('/_search'))
      return search(JSON.parse(await readBody(request)));
    if (request.method === 'POST' && path === '/_bulk') {
      const lines: unknown[] = (await readBody(request))
        .split('\n')
        .filter((line) => line !== '')
        .map((line): unknown => JSON.parse(line));
      return [200, applyBulk(index, journal, lines)];
    }
    if (request.method === 'GET' && path === '/') return [200, { documents: index.size(), standIn: true }];
    return [404, refusal(404, 'not_found', `${request.method} ${path} is not part of a vector collection.`)];
  };

  const server = createServer((request, response) => {
    answer(request).then(
      ([status, body]) => reply(response, status, body),
      (error: unknown) => reply(response, 400, refusal(400, 'parse_exception', String(error))),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', listenBacklog, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    size: index.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
