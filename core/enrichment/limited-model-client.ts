import type { ModelClient } from '../bedrock/model-client';
import type { Now } from '../clock';
import { NotStartedError } from './not-started-error';

/** Time that one call needs to be worth starting, milliseconds. */
const worthwhileMs = 10_000;

/**
 * At most `maxCalls` calls at once, in the order in which they were asked for, so that background work leaves the model's
 * quota to the chat. A call whose deadline is near when its turn comes rejects with `NotStartedError`.
 */
export const limitedModelClient = (
  client: Pick<ModelClient, 'invoke'>,
  options: { readonly maxCalls: number; readonly now: Now },
): Pick<ModelClient, 'invoke'> => {
  const waiting: (() => void)[] = [];
  let running = 0;

  const takeTurn = async (): Promise<void> => {
    if (running >= options.maxCalls) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
  };
  const passTurn = (): void => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };

  return {
    invoke: async (request, call) => {
      await takeTurn();
      try {
        if (options.now() + worthwhileMs > call.deadline) {
          throw new NotStartedError('The time of this run was up before the model could be called.');
        }
        return await client.invoke(request, call);
      } finally {
        passTurn();
      }
    },
  };
};
