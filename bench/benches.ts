import type { Bench } from './bench';

/** Every measurement by name, in the order of a run of all; loaded when it is run. */
export const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  model: () => import('./model/model-bench'),
  gateways: () => import('./gateways/gateways-bench'),
  saturation: () => import('./saturation/saturation-bench'),
  titles: () => import('./titles/titles-bench'),
  chat: () => import('./chat/chat-bench'),
  retrieval: () => import('./retrieval/retrieval-bench'),
  enrichment: () => import('./enrichment/enrichment-bench'),
  synth: () => import('./synth/synth-bench'),
  soak: () => import('./soak/soak-bench'),
};
