import { type ChatRound, summarize, summaryRows } from '../../../bench/chat/summarize';

const round = (chat: number, model: number, orchestrator: number): ChatRound => ({
  latency: {
    chat: { p50: chat, p95: 2 * chat, p99: 3 * chat },
    model: { p50: model, p95: model, p99: model },
    added: { p50: chat - model, p95: 2 * chat - model, p99: 3 * chat - model },
  },
  throughput: { requestsPerSecond: 100 * orchestrator, cpuMsPerRequest: { orchestrator } },
});

test('rounds become a median with its spread, and the ratio is made of the two sides of one round', () => {
  const summary = summarize([round(8, 2, 3), round(6, 3, 2), round(9, 2, 4)]);
  expect(summary).toMatchObject({
    added: { p50: { median: 6, least: 3, most: 7 } },
    ratio: { median: 4, least: 2, most: 4.5 },
    cpuMsPerRequest: { orchestrator: { median: 3, least: 2, most: 4 } },
  });
  expect(summary.cpuMsPerRequest).not.toHaveProperty('emulators');
  const rows = summaryRows('answered', summary, { rate: 50, concurrency: 16 });
  expect(rows[0]).toEqual({
    figure: 'answered: p50 ms at 50 requests/s, against the model alone',
    value: '8 (6–9)',
    against: '2 (2–3)',
    ratio: '4 (2–4.5)',
  });
  expect(rows.at(-1)?.value).toBe('orchestrator 3 (2–4)');
});
