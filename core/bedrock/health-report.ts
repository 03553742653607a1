import type { RecordMetric } from '../observability/metrics-recorder';
import type { CircuitState, RegionHealth } from './region-health';

/** A state as a page shows it; times are ISO 8601, UTC. */
export interface ReportedState {
  readonly state: CircuitState;
  readonly since: string;
  readonly reason?: string;
  readonly nextProbeAt?: string;
}

export interface ReportedRegion extends ReportedState {
  readonly region: string;
  /** Models of which there is something to say, by their key. */
  readonly models: Readonly<Record<string, ReportedState>>;
}

/** `degraded`: a region, or a model in one, is not asked; `down`: no region is, or none may be. */
export interface HealthReport {
  readonly status: 'up' | 'degraded' | 'down';
  readonly regions: readonly ReportedRegion[];
}

const stateOf = ({ state, since, reason, nextProbeAt }: RegionHealth): ReportedState => ({
  state,
  since: new Date(since).toISOString(),
  ...(reason !== undefined && { reason }),
  ...(nextProbeAt !== undefined && { nextProbeAt: new Date(nextProbeAt).toISOString() }),
});

const isOpen = ({ state }: { readonly state: CircuitState }): boolean => state !== 'closed';

/** The health page's part about the models, of `ModelClient.health()`. */
export const healthReport = (health: readonly RegionHealth[]): HealthReport => {
  const regions = health
    .filter(({ model }) => model === undefined)
    .map((region) => ({
      region: region.region,
      ...stateOf(region),
      models: Object.fromEntries(
        health.flatMap((one) =>
          one.region === region.region && one.model !== undefined ? [[one.model, stateOf(one)] as const] : [],
        ),
      ),
    }));
  const down = regions.every(isOpen);
  const degraded = health.some(isOpen);
  return { status: down ? 'down' : degraded ? 'degraded' : 'up', regions };
};

/** Records how many regions are not asked, so that alarms see a state that lasts and not its changes alone. */
export const recordHealth = (health: readonly RegionHealth[], record: RecordMetric): void => {
  const regions = health.filter(({ model }) => model === undefined);
  const open = regions.filter(isOpen).length;
  record('regionsOpen', open);
  record('allRegionsOpen', open === regions.length ? 1 : 0);
};
