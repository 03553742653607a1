/** Where values stand on an axis, and which of them are written there. */
export interface Axis {
  /** From 0, the start of the axis, to 1, its end. */
  place(value: number): number;
  readonly ticks: readonly number[];
}

const steps = [1, 2, 2.5, 5, 10];

/** From 0 to a round number at or above `most`, with four to eight round ticks. */
export const linearAxis = (most: number): Axis => {
  const reach = most > 0 ? most : 1;
  const magnitude = 10 ** Math.floor(Math.log10(reach / 5));
  const step = (steps.find((each) => each * magnitude * 6 >= reach) ?? 10) * magnitude;
  const count = Math.ceil(reach / step - 1e-9);
  return {
    place: (value) => value / (count * step),
    ticks: Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12))),
  };
};

/** Powers of ten around positive values, with 1, 2 and 5 of each decade written. */
export const logAxis = (values: readonly number[]): Axis => {
  const positive = values.filter((value) => value > 0);
  const first = Math.floor(Math.log10(Math.min(...positive)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...positive))));
  const ticks = Array.from({ length: last - first }, (_, decade) => decade + first)
    .flatMap((decade) => [1, 2, 5].map((digit) => digit * 10 ** decade))
    .concat(10 ** last);
  return {
    place: (value) => (Math.log10(value) - first) / (last - first),
    ticks: ticks.map((tick) => Number(tick.toPrecision(6))),
  };
};
