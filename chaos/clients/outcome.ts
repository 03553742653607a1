import type { Degradation } from '../../contracts/chat-reply';
import type { ErrorCode } from '../../contracts/error-codes';

/** How one sending of a message ended for who sent it. */
export type Outcome =
  | {
      readonly kind: 'answered';
      readonly reply: string;
      readonly sessionId: string;
      readonly cached: boolean;
      /** As the reply itself says what it lacks. */
      readonly degraded: readonly Degradation[];
    }
  | { readonly kind: 'deferred'; readonly sessionId: string }
  | {
      readonly kind: 'refused';
      readonly code: ErrorCode;
      readonly retryable: boolean;
      readonly retryAfterSeconds?: number;
    }
  /** What came is not what the API documents describe. */
  | { readonly kind: 'undocumented'; readonly problem: string }
  | { readonly kind: 'broken'; readonly reason: string }
  /** The load itself broke the connection. */
  | { readonly kind: 'dropped' }
  | { readonly kind: 'silent' };
