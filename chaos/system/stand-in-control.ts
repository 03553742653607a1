import type { CallCount, PaidWork, SeenRequest } from '../../local/bedrock-stand-in/calls/call-log';
import type { Faults } from '../../local/bedrock-stand-in/faults/fault';
import type { Settings } from '../../local/bedrock-stand-in/settings';
import { type CallReport, parseCallReport } from './call-report';

/** What a trial does with the stand-in for Bedrock, over its own HTTP routes. */
export interface StandInControl {
  faults(faults: Faults): Promise<void>;
  clearFaults(): Promise<void>;
  settings(settings: Partial<Settings>): Promise<void>;
  counts(): Promise<readonly CallCount[]>;
  /** The last requests, newest last. */
  last(count: number): Promise<readonly SeenRequest[]>;
  /** What was answered at once, and paid for, newest last. */
  paid(): Promise<readonly PaidWork[]>;
}

export const standInControl = (url: string): StandInControl => {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const reply = await fetch(`${url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`The stand-in answered ${method} ${path} with ${reply.status}.`);
    return reply.json();
  };
  const report = async (query: string): Promise<CallReport> =>
    parseCallReport(await call('GET', `/calls?${query}`));
  return {
    faults: async (faults) => void (await call('PUT', '/faults', faults)),
    clearFaults: async () => void (await call('DELETE', '/faults')),
    settings: async (settings) => void (await call('PUT', '/settings', settings)),
    counts: async () => (await report('')).counts,
    last: async (count) => (await report(`last=${count}`)).last ?? [],
    paid: async () => (await report('paid')).paid ?? [],
  };
};

/** Calls that were answered, and paid for. */
export const paidCalls = (counts: readonly CallCount[], operations: readonly string[]): number =>
  counts
    .filter(({ operation, outcome }) => outcome === 'ok' && operations.includes(operation))
    .reduce((sum, { count }) => sum + count, 0);
