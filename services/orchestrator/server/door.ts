import type { RuntimeConfig } from '../../../contracts/runtime-config';
import type { StartTimer } from '../../../core/chat/chat-ports';
import type { Chat } from '../../../core/chat/create-chat';
import type { DeltaWriterDependencies } from '../../../core/chat/delta-writer';
import type { Now } from '../../../core/clock';
import type { PostFrame } from '../../../core/connections/post-frame';
import type { Logger } from '../../../core/observability/logger';
import type { RecordMetric } from '../../../core/observability/metrics-recorder';

/** What both doors stand on. */
export interface Door {
  readonly chat: Chat;
  readonly config: () => RuntimeConfig;
  readonly postFrame: PostFrame;
  readonly now: Now;
  readonly startTimer: StartTimer;
  readonly delay: DeltaWriterDependencies['delay'];
  /** Aborts when the process cannot wait for its calls any longer. */
  readonly stopping: AbortSignal;
  readonly logger: Logger;
  readonly record: RecordMetric;
}

/** One call at either door. */
export interface Caller {
  readonly principalId: string;
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** Let in only to be deferred. */
  readonly busy: boolean;
}
