import type { ModelClient } from '../bedrock/model-client';
import type { TokenEstimator } from './token-estimator';

/** The client, with every complete reply's usage shown to the estimator. */
export const learningModelClient = (
  client: ModelClient,
  estimator: Pick<TokenEstimator, 'learn'>,
): ModelClient => ({
  invoke: async (request, options) => {
    const reply = await client.invoke(request, options);
    estimator.learn(request.model, request.body, reply.usage);
    return reply;
  },
  stream: async function* (request, options) {
    for await (const event of client.stream(request, options)) {
      if (event.type === 'complete') estimator.learn(request.model, request.body, event.reply.usage);
      yield event;
    }
  },
  health: () => client.health(),
});
