import * as fc from 'fast-check';
import { brokenDocument } from '../../../chaos/fuzz/documents/broken-document';
import { hostileDocument } from '../../../chaos/fuzz/documents/hostile-document';
import { validDocument } from '../../../chaos/fuzz/documents/valid-document';
import {
  compareVerdicts,
  gatewayVerdict,
  serverVerdict,
} from '../../../chaos/fuzz/verdicts/compare-verdicts';
import { chatRequestSchema } from '../../../contracts/chat-request';
import { type DeferredJob, deferredJobSchema } from '../../../contracts/deferred-job';
import { enrichmentJobSchema } from '../../../contracts/enrichment-job';
import { createValidator } from '../../../core/json-schema/create-validator';
import { readFrame } from '../../../lambdas/socket-bridge/read-frame';

test('the gateway’s models and the server’s checks say the same about every document', () => {
  fc.assert(
    fc.property(hostileDocument(chatRequestSchema), (document) => {
      expect(compareVerdicts(document)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('the socket bridge sends on whatever the server accepts, and refuses nothing else than the server would', () => {
  fc.assert(
    fc.property(hostileDocument(chatRequestSchema), ({ bytes }) => {
      const { problem } = readFrame(bytes, () => 'made-up');
      const { code } = serverVerdict(bytes);
      expect(problem === undefined || problem.code === code).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('documents are made of both kinds: such as pass, and such as do not', () => {
  const documents = fc.sample(hostileDocument(chatRequestSchema), { seed: 1, numRuns: 500 });
  const passing = documents.filter(({ bytes }) => gatewayVerdict(bytes).code === undefined);
  expect(passing.length).toBeGreaterThan(100);
  expect(passing.length).toBeLessThan(400);
  expect(new Set(documents.map(({ kind }) => kind)).size).toBeGreaterThan(12);
});

test.each<[string, object]>([
  ['chat requests', chatRequestSchema],
  ['enrichment jobs', enrichmentJobSchema],
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

test('valid deferred jobs of every kind are made', () => {
  const validate = createValidator<DeferredJob>(deferredJobSchema);
  fc.assert(
    fc.property(validDocument(deferredJobSchema), (value) => {
      expect(validate(value).ok).toBe(true);
    }),
    { numRuns: 300 },
  );
});
