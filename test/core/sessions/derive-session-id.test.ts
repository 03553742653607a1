import * as fc from 'fast-check';
import { sessionIdPattern } from '../../../contracts/chat-request';
import { deriveSessionId } from '../../../core/sessions/derive-session-id';

describe('the id of a session that a first message opens', () => {
  test('stays the same from release to release, so that a repeated first message finds its session', () => {
    expect(deriveSessionId('guest:1', 'request-1')).toBe('4dbfa16a-6eb7-4c10-970c-670afbd4e7a5');
  });

  test('is an id that the request schema accepts, whoever asks', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (principalId, requestId) => {
        expect(deriveSessionId(principalId, requestId)).toMatch(new RegExp(sessionIdPattern));
      }),
    );
  });

  test('differs between principals and between requests, wherever the boundary between them is', () => {
    const ids = [
      deriveSessionId('guest:1', '1'),
      deriveSessionId('guest:', '11'),
      deriveSessionId('guest:11', ''),
      deriveSessionId('guest:1', '2'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
