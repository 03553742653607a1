import { chooseProfile } from '../../contracts/inference-profile';
import { isModelKey, modelCatalog, type Price } from '../../contracts/model-catalog';
import type { RuntimeConfig } from '../../contracts/runtime-config';
import type { CostLine } from './cost-line';
import { daysPerMonth } from './price-table';
import type { Traffic } from './traffic';

const priceIn = (key: string, runtime: RuntimeConfig): Price => {
  if (!isModelKey(key)) throw new TypeError(`${key} is not in the model catalogue`);
  const { price } = modelCatalog[key];
  const choice = chooseProfile(key, runtime.primary_region, runtime.data_residency);
  const isGlobal = choice.kind === 'use' && choice.geography === 'global';
  return isGlobal ? (price.global ?? price.regional) : price.regional;
};

const million = 1_000_000;

/** What the models of an environment cost for a month of traffic, by the catalogue's prices; without prompt caching. */
export const modelCosts = (runtime: RuntimeConfig, traffic: Traffic): readonly CostLine[] => {
  const calls = traffic.messagesPerDay * daysPerMonth * (1 - traffic.cachedShare);
  const line = (setting: 'fast_model' | 'quality_model', share: number): CostLine => {
    const { input, output } = priceIn(runtime[setting], runtime);
    const each = (traffic.inputTokens * input + traffic.outputTokens * output) / million;
    return {
      service: 'Bedrock',
      what: `${runtime[setting]}, ${Math.round(share * 100)} % of calls, US$ ${each.toFixed(5)} each`,
      usd: calls * share * each,
    };
  };
  return [line('fast_model', traffic.fastShare), line('quality_model', 1 - traffic.fastShare)];
};
