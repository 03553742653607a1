import type { FromSchema } from 'json-schema-to-ts';
import type { Now } from '../clock';
import { createValidator } from '../json-schema/create-validator';

const discoverySchema = {
  type: 'object',
  required: ['issuer', 'jwks_uri'],
  properties: { issuer: { type: 'string' }, jwks_uri: { type: 'string', pattern: '^https://' } },
} as const;

const validate = createValidator<FromSchema<typeof discoverySchema>>(discoverySchema, 'discovery document');

/** An issuer that did not answer is left alone for this long, milliseconds. */
const pauseMs = 5_000;

export type FetchBytes = (uri: string) => Promise<ArrayBuffer>;

/**
 * Where an issuer publishes its keys, by OpenID Connect Discovery 1.0: read once. Rejects when it cannot be read,
 * or is another issuer's.
 */
export const createKeysLocation = (
  issuer: string,
  fetchBytes: FetchBytes,
  now: Now,
): (() => Promise<string>) => {
  const uri = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  let reading: Promise<string> | undefined;
  let pausedUntil = Number.NEGATIVE_INFINITY;

  const read = async (): Promise<string> => {
    const checked = validate(JSON.parse(new TextDecoder().decode(await fetchBytes(uri))));
    if (!checked.ok)
      throw new Error(
        `${uri}: ${checked.details.map(({ field, problem }) => `${field} ${problem}`).join('; ')}`,
      );
    if (checked.value.issuer !== issuer)
      throw new Error(`${uri} is of another issuer than the configured oidc_issuer`);
    return checked.value.jwks_uri;
  };

  return async () => {
    if (reading === undefined) {
      if (now() < pausedUntil) throw new Error(`${uri} could not be read a moment ago`);
      reading = read();
    }
    try {
      return await reading;
    } catch (error) {
      reading = undefined;
      pausedUntil = now() + pauseMs;
      throw error;
    }
  };
};
