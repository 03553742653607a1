import type { IncomingMessage } from 'node:http';
import type { Refusal } from './refusal';

/** What two readers would read in two ways: no host, or one of several; one of several tokens. */
export const checkHeaders = ({ headersDistinct, httpVersion }: IncomingMessage): Refusal | undefined => {
  const { host = [], authorization = [] } = headersDistinct;
  const refuse = (field: string, problem: string): Refusal => ({
    code: 'INVALID_REQUEST',
    details: [{ field, problem }],
  });
  if (host.length === 0 && httpVersion === '1.1') return refuse('Host', 'is required');
  if (host.length > 1) return refuse('Host', 'must be there once');
  return authorization.length > 1 ? refuse('Authorization', 'must be there once') : undefined;
};
