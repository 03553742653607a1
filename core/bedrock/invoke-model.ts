import { modelCatalog } from '../../contracts/model-catalog';
import { callCostUsd } from './call-cost';
import { readReply } from './messages-reply';
import { messagesRequest } from './messages-request';
import type { CallOptions, ModelReply, ModelRequest } from './model-client';
import type { RegionalCalls } from './regional-calls';

/** One whole answer, from whichever region gives it. */
export const invokeModel = (
  calls: RegionalCalls,
  { model, body }: ModelRequest,
  options: CallOptions,
): Promise<ModelReply> => {
  const timeoutMs = options.timeoutMs ?? modelCatalog[model].timeoutMs;
  const json = messagesRequest(model, body);
  // A whole answer takes seconds: to cut one short for the sake of another region would only pay twice.
  return calls.run({ ...options, model, timeoutMs, share: 1 }, async (context, transport) => {
    const { region, profileId, attempt, lease, number } = context;
    const { signal, onWait, dispose } = attempt;
    const reply = readReply(
      await transport.invoke({ region, modelId: profileId, body: json, signal, onWait }),
    );
    lease.succeed();
    dispose();
    const costUsd = callCostUsd(model, profileId, reply.usage);
    return { ...reply, model, region, profileId, costUsd, attempts: number };
  });
};
