import * as fc from 'fast-check';
import { brokenDocument } from '../../../chaos/fuzz/documents/broken-document';
import { type HostileDocument, hostileDocument } from '../../../chaos/fuzz/documents/hostile-document';
import { validDocument } from '../../../chaos/fuzz/documents/valid-document';
import {
  compareVerdicts,
  gatewayVerdict,
  serverVerdict,
} from '../../../chaos/fuzz/verdicts/compare-verdicts';
import { maxBodyBytes } from '../../../contracts/api-routes';
import { chatRequestSchema, pingSchema } from '../../../contracts/chat-request';
import { deferredJobSchema } from '../../../contracts/deferred-job';
import { enrichmentJobSchema } from '../../../contracts/enrichment-job';
import { createValidator } from '../../../core/json-schema/create-validator';
import { readFrame } from '../../../lambdas/socket-bridge/read-frame';

test('the gateway’s models and the server’s checks say the same about every document', () => {
  fc.assert(
    fc.property(hostileDocument, (document) => {
      expect(compareVerdicts(document)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('the socket bridge sends on whatever the server accepts, and refuses nothing else than the server would', () => {
  fc.assert(
    fc.property(hostileDocument, ({ bytes }) => {
      const { problem } = readFrame(bytes, () => 'made-up');
      const { code } = serverVerdict(bytes);
      expect(problem === undefined || problem.code === code).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('documents are made of both kinds: such as pass, and such as do not', () => {
  const documents = fc.sample(hostileDocument, { seed: 1, numRuns: 500 });
  const passing = documents.filter(({ bytes }) => gatewayVerdict(bytes).code === undefined);
  expect(passing.length).toBeGreaterThan(100);
  expect(passing.length).toBeLessThan(400);
  expect(documents.filter(({ isPing }) => isPing).length).toBeGreaterThan(10);
  expect(documents.filter(({ bytes }) => bytes.length > maxBodyBytes).length).toBeGreaterThan(10);
  expect(new Set(documents.map(({ kind }) => kind)).size).toBeGreaterThan(20);
});

test.each<[string, object]>([
  ['chat requests', chatRequestSchema],
  ['pings', pingSchema],
  ['enrichment jobs', enrichmentJobSchema],
  ['deferred jobs of every kind', deferredJobSchema],
])('what is made to be valid or broken is so: %s', (_what, schema) => {
  const validate = createValidator(schema);
  fc.assert(
    fc.property(validDocument(schema), (value) => {
      expect(validate(value).ok).toBe(true);
    }),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(brokenDocument(schema), (value) => {
      expect(validate(value).ok).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test.each<[string, Partial<HostileDocument>]>([
  ['passes and was made to be invalid', { expected: 'invalid' }],
  ['was made to be a ping and is none', { isPing: true }],
])('a document that %s is found', (_what, wrong) => {
  const bytes = Buffer.from('{"action":"getHistory"}');
  const document: HostileDocument = { kind: 'a request', bytes, expected: 'valid' };
  expect(compareVerdicts(document)).toEqual([]);
  expect(compareVerdicts({ ...document, ...wrong })).toHaveLength(1);
});
