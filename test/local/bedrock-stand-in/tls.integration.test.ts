import { once } from 'node:events';
import { connect } from 'node:http2';
import { Agent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { createSelfSignedCertificate } from '../../../local/bedrock-stand-in/server/self-signed-certificate';
import { aBody, type Harness, haiku, invoke, startHarness, stream, textOfStream } from './with-stand-in';

describe('The stand-in over TLS', () => {
  const tls = createSelfSignedCertificate(Date.now());
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness({ tls });
  });
  afterAll(() => harness.close());

  test('answers HTTP/1.1 on a kept-alive connection', async () => {
    const httpsAgent = new Agent({ keepAlive: true, ca: tls.cert });
    const client = harness.client({ requestHandler: new NodeHttpHandler({ httpsAgent }) });
    expect(harness.standIn.url).toMatch(/^https:/);
    await expect(invoke(client, aBody('こんにちは'))).resolves.toMatchObject({ type: 'message' });
    expect(textOfStream(await stream(client, aBody('こんにちは')))).toContain('いらっしゃいませ');
    httpsAgent.destroy();
  });

  test('answers HTTP/2, chosen by ALPN', async () => {
    const session = connect(harness.standIn.url, { ca: tls.cert });
    const request = session.request({
      ':method': 'POST',
      ':path': `/model/${encodeURIComponent(haiku)}/invoke`,
      authorization: 'AWS4-HMAC-SHA256 Credential=local/20261124/us-east-1/bedrock/aws4_request',
    });
    request.end(JSON.stringify(aBody('こんにちは')));
    const [headers] = await once(request, 'response');
    expect(headers[':status']).toBe(200);
    session.destroy();
  });

  test('breaks the connection when the region is down', async () => {
    const httpsAgent = new Agent({ ca: tls.cert });
    const client = harness.client({ requestHandler: new NodeHttpHandler({ httpsAgent }) });
    harness.standIn.setFaults({ 'us-east-1': [{ kind: 'down' }] });
    await expect(invoke(client, aBody('こんにちは'))).rejects.toThrow(/ECONNRESET|hang up/);
    harness.standIn.setFaults({});
  });
});
