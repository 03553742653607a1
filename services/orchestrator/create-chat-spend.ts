import { tableName } from '../../contracts/tables';
import type { Logger } from '../../core/observability/logger';
import { createSpendBuffer, type SpendBuffer } from '../../core/spend/spend-buffer';
import { createSpendLedger, type SpendLedger } from '../../core/spend/spend-ledger';
import type { createClients } from './create-clients';
import { realTime } from './real-time';

/** What the chat of this process spends: on answers, and on the embedding of questions. */
export interface ChatSpend {
  readonly ledger: SpendLedger;
  readonly answers: Pick<SpendBuffer, 'add'>;
  readonly embeddings: Pick<SpendBuffer, 'add'>;
  /** Writes what was gathered. Call it on an interval, and before the process ends. */
  readonly flush: () => Promise<void>;
}

export const createChatSpend = (options: {
  readonly environment: string;
  readonly documents: ReturnType<typeof createClients>['documents'];
  readonly logger: Logger;
}): ChatSpend => {
  const { environment, documents, logger } = options;
  const ledger = createSpendLedger({
    documents,
    table: tableName(environment, 'spend'),
    now: realTime.now,
  });
  const answers = createSpendBuffer({ ledger, kind: 'chat', logger });
  const embeddings = createSpendBuffer({ ledger, kind: 'embedding', logger });
  return {
    ledger,
    answers,
    embeddings,
    flush: async () => {
      await Promise.all([answers.flush(), embeddings.flush()]);
    },
  };
};
