import { CallerGone, hold, wait } from '../server/wait';
import { errorOfFault, type ModelCall } from './model-call';

/** The connection is already broken: there is nobody to answer. */
export class ConnectionBroken extends Error {
  override readonly name = 'ConnectionBroken';
}

const defaultSlownessMs = 2_000;

/**
 * Applies the call's fault, unless it waits for the middle of the answer. Throws the AWS error of the fault,
 * or ConnectionBroken when it broke the connection; returns when the call is to be answered.
 */
export const strikeBeforeAnswer = async (call: ModelCall): Promise<void> => {
  const { fault, exchange } = call;
  if (fault === undefined || fault.kind === 'cut') return;
  if (fault.kind === 'slow') {
    await wait(fault.delayMs ?? defaultSlownessMs, exchange.gone);
    return;
  }
  if (fault.afterTokens !== undefined && call.operation === 'stream') return;
  if (fault.kind === 'stall') {
    call.record('stall');
    await hold(exchange.gone, fault.delayMs);
    return;
  }
  if (fault.delayMs !== undefined) await wait(fault.delayMs, exchange.gone);
  if (fault.kind === 'down') {
    call.record('down');
    exchange.reset();
    throw new ConnectionBroken();
  }
  const error = errorOfFault(fault, false);
  if (error !== undefined) throw error;
};

/** Whether a rejection says that nobody waits for an answer any more. */
export const isNobodyThere = (error: unknown): boolean =>
  error instanceof CallerGone || error instanceof ConnectionBroken;
