import { createServer } from 'node:http';
import { listenOnLoopback } from '../../local/process/listen-on-loopback';
import type { Trial } from '../run/trial';

/** Names as Bedrock gives them. */
const quotas = ['Haiku', 'Sonnet'].map((name) => ({
  QuotaName: `Global cross-region model inference requests per minute for Anthropic Claude ${name} 4.5`,
  Value: 10_000,
}));

/** Answers ListServiceQuotas, which the emulator does not know; only the doctor asks. */
export const startQuotasStandIn = async (trial: Trial): Promise<string> => {
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(JSON.stringify({ Quotas: quotas }));
  });
  trial.onEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return listenOnLoopback(server, 0);
};
