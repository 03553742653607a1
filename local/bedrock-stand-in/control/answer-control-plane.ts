import { errorOfFault } from '../runtime/model-call';
import { ConnectionBroken, isNobodyThere } from '../runtime/strike-before-answer';
import { regionOf } from '../server/caller-of';
import type { Exchange } from '../server/exchange';
import { sendAwsError, sendJson, toAwsError } from '../server/send';
import { hold, wait } from '../server/wait';
import { type ControlPlane, findControlRoute } from './control-plane-routes';

/** A region's faults strike its control plane too, unless they concern one model. */
const strike = async ({ standIn }: ControlPlane, exchange: Exchange, region: string): Promise<void> => {
  const fault = standIn.faults.strike({ region, modelId: '' });
  if (fault === undefined || fault.kind === 'cut' || fault.kind === 'retired') return;
  if (fault.kind === 'stall') await hold(exchange.gone, fault.delayMs);
  else if (fault.delayMs !== undefined) await wait(fault.delayMs, exchange.gone);
  if (fault.kind === 'down') {
    exchange.reset();
    throw new ConnectionBroken();
  }
  // Access to a model is missing where it is called; describing it needs none.
  if (fault.kind === 'deny') return;
  const error = errorOfFault(fault, false);
  if (error !== undefined) throw error;
};

/** Answers a request of `@aws-sdk/client-bedrock`; false: it is none that the stand-in knows. */
export const answerControlPlane = async (plane: ControlPlane, exchange: Exchange): Promise<boolean> => {
  const route = findControlRoute(exchange.method, exchange.path);
  if (route === undefined) return false;
  try {
    const region = regionOf(exchange.headers);
    await strike(plane, exchange, region);
    const { query } = exchange;
    const value = await route.answer(plane, { region, name: route.name, query, body: () => exchange.body() });
    sendJson(exchange, 200, value);
  } catch (error) {
    if (!isNobodyThere(error)) sendAwsError(exchange, toAwsError(error));
  }
  return true;
};
