import type { DeferredKind } from '../../contracts/deferred-job';
import type { ModelKey } from '../../contracts/model-catalog';
import { askForJson, type Validate } from '../bedrock/ask-for-json';
import type { ContentBlock, ModelClient, ModelReply } from '../bedrock/model-client';
import type { Now } from '../clock';
import { meteredModelClient } from '../enrichment/metered-model-client';
import type { Logger } from '../observability/logger';

/** Time that the model may take for one job, in milliseconds: within one visibility timeout, which the heartbeat extends. */
const jobTimeoutMs = 45_000;

export interface JobModelDependencies {
  readonly client: Pick<ModelClient, 'invoke'>;
  readonly model: () => ModelKey;
  readonly now: Now;
  /** Books what the call cost; a job that failed has cost something too. */
  readonly spend: (kind: DeferredKind, reply: ModelReply) => Promise<void>;
  readonly logger: Logger;
}

/** Asks the background model for JSON that a schema accepts; see `ask-for-json.ts` for the errors. */
export type AskJobModel = <T>(question: {
  readonly kind: DeferredKind;
  readonly system: string;
  readonly content: readonly ContentBlock[];
  readonly validate: Validate<T>;
  readonly signal: AbortSignal;
}) => Promise<T>;

export const createJobModel = ({ client, model, now, spend, logger }: JobModelDependencies): AskJobModel => {
  return async ({ kind, system, content, validate, signal }) => {
    const metered = meteredModelClient(
      client,
      (reply) => spend(kind, reply),
      (error) => logger.error('A reply is not in the books.', { kind, error: String(error) }),
    );
    const body = {
      system: [{ type: 'text', text: `<task id="${kind}">\n${system}` }],
      messages: [{ role: 'user', content }],
    } as const;
    const answer = await askForJson(metered, { model: model(), body }, validate, {
      deadline: now() + jobTimeoutMs,
      timeoutMs: jobTimeoutMs,
      signal,
    });
    return answer.value;
  };
};
