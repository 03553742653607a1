import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json';
import { normaliseMessage } from '../chat/normalise-message';
import type { CacheScope } from './answer-cache';

/**
 * SHA-256 of the canonical JSON of the scope, 64 hexadecimal digits. Scopes of equal meaning (NFC, spaces, order of keys)
 * have equal keys; another model, prompt version, language, context or order of the context gives another key.
 */
export const cacheKey = ({ model, promptVersion, language, context, message }: CacheScope): string =>
  createHash('sha256')
    .update(
      canonicalJson({
        model,
        promptVersion,
        language,
        context: context.map((entry) => entry.normalize('NFC')),
        message: normaliseMessage(message),
      }),
    )
    .digest('hex');
