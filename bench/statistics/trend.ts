/** Something that was measured at a time. */
export interface Point {
  /** Minutes since the start. */
  readonly minute: number;
  readonly value: number;
}

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  const upper = sorted[Math.ceil((sorted.length - 1) / 2)] ?? Number.NaN;
  return (lower + upper) / 2;
};

/** The least of each window of so many minutes: what garbage that waits for its collection cannot hide. */
export const floors = (points: readonly Point[], windowMinutes: number): readonly Point[] => {
  const windows = new Map<number, Point>();
  for (const point of points) {
    const window = Math.floor(point.minute / windowMinutes);
    const least = windows.get(window);
    if (least === undefined || point.value < least.value) windows.set(window, point);
  }
  return [...windows.values()];
};

export interface Trend {
  /** In units a minute: the median of the slopes between all pairs of points (Theil–Sen), which outliers do not move. */
  readonly slope: number;
  readonly median: number;
}

/** Undefined for fewer than two points in time. */
export const trend = (points: readonly Point[]): Trend | undefined => {
  const slopes = points.flatMap((a, index) =>
    points
      .slice(index + 1)
      .filter((b) => b.minute !== a.minute)
      .map((b) => (b.value - a.value) / (b.minute - a.minute)),
  );
  if (slopes.length === 0) return undefined;
  return { slope: median(slopes), median: median(points.map(({ value }) => value)) };
};
