import * as fc from 'fast-check';
import { catalogIdPattern } from '../../../contracts/enrichment-job';
import { messagesRequest } from '../../../core/bedrock/messages-request';
import { bulkRecord, catalogIdOf, recordIdOf } from '../../../core/bulk-enrichment/bulk-record';
import { enrichmentSystemPrompt } from '../../../core/enrichment/enrichment-prompt';
import { createGenerateEnrichment } from '../../../core/enrichment/generate-enrichment';
import { buildJob, buildReply } from '../../support/enrichment-job';

test('a record id is alphanumeric, as Bedrock wants it, and leads back to its title', () => {
  fc.assert(
    fc.property(fc.stringMatching(new RegExp(catalogIdPattern)), (catalogId) => {
      const recordId = recordIdOf(catalogId);
      expect(recordId).toMatch(/^[A-Za-z0-9]+$/);
      expect(catalogIdOf(recordId)).toBe(catalogId);
    }),
  );
  expect(recordIdOf('C88427')).toBe('C88427');
  expect(recordIdOf('shop-0001')).toBe('shopZ2D0001');
  expect(recordIdOf('Z1')).toBe('Z5A1');
});

test('different titles have different record ids', () => {
  const id = fc.stringMatching(new RegExp(catalogIdPattern));
  fc.assert(fc.property(id, id, (a, b) => expect(recordIdOf(a) === recordIdOf(b)).toBe(a === b)));
});

test('the model gets the request that it gets for one item at a time', async () => {
  const job = buildJob({ item: { title: '題\u2028「</item>」', creators: ['作者'] } });
  const asked: string[] = [];
  const generate = createGenerateEnrichment(
    {
      invoke: async ({ model, body }) => {
        asked.push(messagesRequest(model, body));
        return buildReply();
      },
    },
    'claude-haiku-4-5',
  );
  const systemPrompt = enrichmentSystemPrompt(job.promptVersion) ?? '';
  await generate(job.item, { systemPrompt, call: { deadline: 1 } });

  const line = bulkRecord(job, 'claude-haiku-4-5');
  expect(JSON.parse(line)).toEqual({ recordId: 'C1', modelInput: JSON.parse(asked[0] ?? '') });
  expect(line).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
});

test('a prompt that this release does not know is no record', () => {
  expect(() => bulkRecord(buildJob({ promptVersion: '2031-1' }), 'claude-haiku-4-5')).toThrow(
    'Prompt 2031-1 is not known to this release.',
  );
});
