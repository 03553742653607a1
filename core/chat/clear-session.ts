import type { ClearReply } from '../../contracts/chat-reply';
import type { SessionStore } from '../sessions/session-store';

export interface ClearSession {
  readonly principalId: string;
  readonly requestId: string;
  readonly sessionId: string;
}

/** Ends a session: gone at once for its principal. Rejects with `SessionNotFoundError` for a session that is not the principal's. */
export const clearSession =
  ({ sessions }: { readonly sessions: SessionStore }) =>
  async ({ principalId, requestId, sessionId }: ClearSession): Promise<ClearReply> => {
    await sessions.clear(principalId, sessionId);
    return { requestId, sessionId, cleared: true };
  };
