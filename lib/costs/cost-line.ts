import { type PriceKey, prices } from './price-table';

/** One line of a bill, for a month. */
export interface CostLine {
  readonly service: string;
  readonly what: string;
  readonly usd: number;
}

/** `quantity` units of a price of the table. */
export const costLine = (service: string, what: string, price: PriceKey, quantity: number): CostLine => ({
  service,
  what,
  usd: quantity * prices[price].usd,
});

/** US$ of all lines. */
export const total = (lines: readonly CostLine[]): number => lines.reduce((sum, { usd }) => sum + usd, 0);
