import { SessionNotFoundError } from '../../core/sessions/session-error';
import type { SessionStore } from '../../core/sessions/session-store';
import type { DependencyState } from './server/readiness';

/** Nobody's session: that it is not found shows that the table answers. */
const nobody = { principalId: 'guest:readiness', sessionId: '00000000-0000-4000-8000-000000000000' };

/** Whether the session table answers. */
export const checkSessions =
  (sessions: Pick<SessionStore, 'history'>) => async (): Promise<DependencyState> => {
    try {
      await sessions.history(nobody.principalId, nobody.sessionId, { limit: 1 });
      return 'up';
    } catch (error) {
      return error instanceof SessionNotFoundError ? 'up' : 'down';
    }
  };
