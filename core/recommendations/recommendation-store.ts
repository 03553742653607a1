import type { Recommendation } from '../../contracts/recommendations';

/** An item's neighbours as they were found one night. */
export interface ItemRecommendations {
  readonly catalogId: string;
  /** Nearest first. */
  readonly recommendations: readonly Recommendation[];
  /** Day in Japan of the run, `2026-11-24`. */
  readonly night: string;
}

/** The recommendations of the catalogue's items. */
export interface RecommendationStore {
  get(catalogId: string): Promise<ItemRecommendations | undefined>;
  /** The night of each item's newest recommendations; items without any are left out. */
  nights(catalogIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Keeps them, unless those of a later night are there already. */
  save(found: ItemRecommendations): Promise<void>;
}
