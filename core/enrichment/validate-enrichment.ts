import { type Enrichment, enrichmentSchema } from '../../contracts/enrichment';
import { createValidator } from '../json-schema/create-validator';

/** Checks one enrichment that was parsed from a reply against its schema. */
export const validateEnrichment = createValidator<Enrichment>(enrichmentSchema, 'the object');
