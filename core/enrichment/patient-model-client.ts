import type { ModelClient } from '../bedrock/model-client';
import { type Patience, withPatience } from './with-patience';

/** A background caller has time: a call that the system fails is made again until its deadline is too near. */
export const patientModelClient = (
  client: Pick<ModelClient, 'invoke'>,
  patience: Patience,
): Pick<ModelClient, 'invoke'> => ({
  invoke: (request, options) =>
    withPatience(() => client.invoke(request, options), options.deadline, patience),
});
