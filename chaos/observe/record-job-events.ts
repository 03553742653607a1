import { type CatalogItemEnriched, catalogItemEnrichedSchema } from '../../contracts/catalog-events';
import type { LocalSystem } from '../../contracts/local-system';
import { type ResultEvent, resultEventSchema } from '../../contracts/result-event';
import { createValidator } from '../../core/json-schema/create-validator';
import { parseEvent } from '../storm/parse-event';
import { recordTopic, type TopicRecording } from './record-topic';

export const parseEnriched = parseEvent(
  createValidator<CatalogItemEnriched>(catalogItemEnrichedSchema, 'event'),
);
export const parseResult = parseEvent(createValidator<ResultEvent>(resultEventSchema, 'event'));

/** What both topics tell about jobs. */
export const recordJobEvents = async (
  system: LocalSystem,
): Promise<TopicRecording<CatalogItemEnriched | ResultEvent>> => {
  const both = await Promise.all([
    recordTopic(system, 'catalog', parseEnriched),
    recordTopic(system, 'results', parseResult),
  ]);
  return {
    events: () => [...both[0].events(), ...both[1].events()],
    since: () => Math.max(...both.map((recording) => recording.since())),
    stop: async () => {
      await Promise.all(both.map((recording) => recording.stop()));
    },
  };
};
