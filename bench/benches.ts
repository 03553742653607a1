import type { Bench } from './bench';

interface Entry {
  readonly load: () => Promise<Bench>;
  /** Not part of a run of all: it takes too long, and is asked for by its name. */
  readonly long?: true;
}

/** Every measurement by name, loaded when it is run. */
export const benches: Readonly<Record<string, Entry>> = {
  model: { load: () => import('./model/model-bench') },
  gateways: { load: () => import('./gateways/gateways-bench') },
  saturation: { load: () => import('./saturation/saturation-bench') },
  titles: { load: () => import('./titles/titles-bench') },
  chat: { load: () => import('./chat/chat-bench') },
  retrieval: { load: () => import('./retrieval/retrieval-bench') },
  enrichment: { load: () => import('./enrichment/enrichment-bench') },
  synth: { load: () => import('./synth/synth-bench') },
  soak: { load: () => import('./soak/soak-bench'), long: true },
};

/** Those that a run without a name runs. */
export const ordinaryBenches: readonly string[] = Object.keys(benches).filter(
  (name) => benches[name]?.long !== true,
);
