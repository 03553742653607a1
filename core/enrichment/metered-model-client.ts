import type { ModelClient, ModelReply } from '../bedrock/model-client';

/** Records what one reply cost. */
export type RecordReplySpend = (reply: ModelReply) => Promise<void>;

/**
 * Records the spend of every reply, also of one that is of no use. A reply is worth more than its entry in the books:
 * where recording fails, `onFailure` is told and the reply is used all the same.
 */
export const meteredModelClient = (
  client: Pick<ModelClient, 'invoke'>,
  record: RecordReplySpend,
  onFailure: (error: unknown) => void,
): Pick<ModelClient, 'invoke'> => ({
  invoke: async (request, options) => {
    const reply = await client.invoke(request, options);
    await record(reply).catch(onFailure);
    return reply;
  },
});
