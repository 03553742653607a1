import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { createSelfSignedCertificate } from '../../../../local/bedrock-stand-in/server/self-signed-certificate';

test('a client that trusts the certificate, and nothing less, accepts the server as localhost', async () => {
  const { key, cert } = createSelfSignedCertificate(Date.now());
  const server = createServer({ key, cert });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const handshake = (ca: string | undefined): Promise<boolean> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca }, () => {
        resolve(socket.authorized);
        socket.destroy();
      });
      socket.on('error', reject);
    });
  await expect(handshake(cert)).resolves.toBe(true);
  await expect(handshake(undefined)).rejects.toThrow('self-signed certificate');
  server.close();
});
