import type { ModelKey } from '../../contracts/model-catalog';
import type { Now } from '../clock';
import { Circuit, type CircuitView, type Ticket } from './circuit';
import type { ErrorVerdict } from './error-verdict';
import type { RegionFailure } from './model-call-error';
import type { RegionHealth } from './region-health';

/** Leave to ask one model in one region. The first settlement counts, later ones do nothing. */
export interface Lease {
  readonly region: string;
  succeed(): void;
  fail(verdict: Pick<ErrorVerdict, 'health' | 'reason' | 'retryAfterMs'>): void;
  /** The request said nothing about health: its caller went away, or sent something wrong. */
  release(): void;
}

/** What is known of every region, and of every model in it. */
export interface RegionBreaker {
  /** Whether {@link RegionBreaker.admit} would let a request in. */
  isAvailable(region: string, model: ModelKey): boolean;
  /** A lease, or nothing while the region, or the model in it, cools down or is being probed. */
  admit(region: string, model: ModelKey): Lease | undefined;
  /** A lease past open circuits; its success closes them. */
  force(region: string, model: ModelKey): Lease;
  isQuarantined(region: string, model: ModelKey): boolean;
  /** What keeps requests out, in an operator's words. */
  refusal(region: string, model: ModelKey): RegionFailure;
  /** Epoch milliseconds. */
  recoversAt(region: string, model: ModelKey): number;
  /** A state for each of `regions`, and for each model in them of which there is something to say. */
  health(regions: readonly string[]): readonly RegionHealth[];
}

const settleOnce = (
  region: string,
  circuits: { readonly region: readonly [Circuit, Ticket]; readonly model: readonly [Circuit, Ticket] },
): Lease => {
  let settled = false;
  const [ofRegion, regionTicket] = circuits.region;
  const [ofModel, modelTicket] = circuits.model;
  const once = (settle: () => void): void => {
    if (settled) return;
    settled = true;
    settle();
    // Whatever the settlement did not touch keeps its state, and lets the next one probe.
    ofRegion.release(regionTicket);
    ofModel.release(modelTicket);
  };
  return {
    region,
    succeed: () =>
      once(() => {
        ofRegion.succeed(regionTicket);
        ofModel.succeed(modelTicket);
      }),
    fail: ({ health, reason, retryAfterMs }) =>
      once(() => {
        if (health === 'region') ofRegion.fail(regionTicket, 'outage', 'certain', reason, retryAfterMs);
        if (health === 'region-suspect') ofRegion.fail(regionTicket, 'outage', 'suspect', reason);
        if (health === 'model-suspect') ofModel.fail(modelTicket, 'outage', 'suspect', reason);
        if (health === 'throttled') ofModel.fail(modelTicket, 'throttle', 'certain', reason, retryAfterMs);
        if (health === 'quarantine') ofModel.fail(modelTicket, 'quarantine', 'certain', reason);
      }),
    release: () => once(() => undefined),
  };
};

/**
 * Circuit state per region and per (region, model), in memory: each task learns for itself. `onChange` hears every change
 * of state. `random` is for the jitter, in [0, 1).
 */
export const createRegionBreaker = (dependencies: {
  readonly now: Now;
  readonly random: () => number;
  readonly onChange: (health: RegionHealth) => void;
}): RegionBreaker => {
  const regions = new Map<string, Circuit>();
  const models = new Map<string, Map<ModelKey, Circuit>>();
  const circuit = (labels: { readonly region: string; readonly model?: ModelKey }): Circuit =>
    new Circuit(dependencies.now, dependencies.random, (view: CircuitView) =>
      dependencies.onChange({ ...labels, ...view }),
    );
  const regionCircuit = (region: string): Circuit => {
    const known = regions.get(region) ?? circuit({ region });
    regions.set(region, known);
    return known;
  };
  const modelCircuit = (region: string, model: ModelKey): Circuit => {
    const ofRegion = models.get(region) ?? new Map<ModelKey, Circuit>();
    const known = ofRegion.get(model) ?? circuit({ region, model });
    models.set(region, ofRegion.set(model, known));
    return known;
  };
  const both = (region: string, model: ModelKey): readonly [Circuit, Circuit] => [
    regionCircuit(region),
    modelCircuit(region, model),
  ];
  const isAvailable = (region: string, model: ModelKey): boolean =>
    both(region, model).every((one) => one.availability() !== 'no');
  return {
    isAvailable,
    admit: (region, model) => {
      if (!isAvailable(region, model)) return undefined;
      const [ofRegion, ofModel] = both(region, model);
      return settleOnce(region, {
        region: [ofRegion, ofRegion.admit()],
        model: [ofModel, ofModel.admit()],
      });
    },
    force: (region, model) => {
      const [ofRegion, ofModel] = both(region, model);
      return settleOnce(region, { region: [ofRegion, 'last-resort'], model: [ofModel, 'last-resort'] });
    },
    isQuarantined: (region, model) => modelCircuit(region, model).view().state === 'quarantined',
    refusal: (region, model) => {
      const ofRegion = regionCircuit(region).view();
      const ofModel = modelCircuit(region, model).view();
      const quarantined = ofModel.state === 'quarantined';
      const { state, reason = 'NotAsked' } = quarantined || ofRegion.state === 'closed' ? ofModel : ofRegion;
      const openFault = ofRegion.state === 'closed' ? 'model' : 'region';
      return {
        region,
        fault: quarantined ? 'configuration' : openFault,
        reason,
        message: `not asked: ${state}`,
      };
    },
    recoversAt: (region, model) => Math.max(...both(region, model).map((one) => one.recoversAt())),
    health: (wanted) =>
      wanted.flatMap((region) => [
        { region, ...regionCircuit(region).view() },
        ...[...(models.get(region) ?? [])]
          .map(([model, one]) => ({ region, model, ...one.view() }))
          .filter(({ state, reason }) => state !== 'closed' || reason !== undefined),
      ]),
  };
};
