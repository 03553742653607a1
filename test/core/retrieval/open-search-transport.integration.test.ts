import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createJsonLogger } from '../../../core/observability/json-logger';
import { createOpenSearchTransport } from '../../../core/retrieval/open-search-transport';

const question = '秘密の質問';

describe('an index that refuses a search', () => {
  let server: Server;
  let reply: { readonly status: number; readonly type: string; readonly body: string };

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(reply.status, { 'content-type': reply.type });
        response.end(reply.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const logged = async (): Promise<string> => {
    const lines: string[] = [];
    const logger = createJsonLogger({
      service: 'test',
      level: 'DEBUG',
      write: (line) => lines.push(line),
      now: Date.now,
    });
    const { port } = server.address() as AddressInfo;
    const transport = createOpenSearchTransport({
      endpoint: `http://127.0.0.1:${port}`,
      region: 'ap-northeast-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const search = transport.search(
      'catalog',
      { query: { match: { title: question } } },
      { timeoutMs: 5000 },
    );
    const error: unknown = await search.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(Error);
    logger.warn('the catalogue could not be searched', { error, text: String(error) });
    return lines.join('');
  };

  test('is logged with its status and kind, without the question that its reason quotes', async () => {
    const reason = `failed to create query: For input string: "${question}"`;
    reply = {
      status: 400,
      type: 'application/json',
      body: JSON.stringify({
        status: 400,
        error: {
          type: 'search_phase_execution_exception',
          reason,
          root_cause: [{ type: 'query_shard_exception', reason }],
        },
      }),
    };
    const line = await logged();
    expect(line).not.toContain(question);
    expect(line).toContain('400');
    expect(line).toContain('search_phase_execution_exception');
  });

  test.each([
    ['a page', 502, 'text/html', `<html>${question}</html>`],
    ['no JSON', 200, 'application/json', `${question} {`],
  ])('is logged without what it says when it answers %s', async (_, status, type, body) => {
    reply = { status, type, body };
    expect(await logged()).not.toContain(question);
  });
});
