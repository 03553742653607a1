import type { RestRoute } from '../../../contracts/api-routes';
import { decodeJsonBody } from '../../../core/http/decode-json-body';
import { requestModels } from '../request-models';
import type { Refusal } from './refusal';

/** What the route's model says against a body; nothing, where the route has none. */
export const checkBody = (
  { model }: RestRoute,
  contentType: string | undefined,
  body: Buffer,
): Refusal | undefined => {
  if (model === undefined) return undefined;
  const decoded = decodeJsonBody(contentType, body);
  if (!decoded.ok) return { code: decoded.code, details: decoded.details };
  const checked = requestModels[model](decoded.value);
  return checked.ok ? undefined : { code: 'INVALID_REQUEST', details: checked.details };
};
