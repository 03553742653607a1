import { type Axis, linearAxis, logAxis } from './axis';

export interface PlotSeries {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface LinePlot {
  readonly title: string;
  /** Labels name the unit. */
  readonly x: { readonly label: string; readonly log?: boolean };
  readonly y: { readonly label: string; readonly log?: boolean };
  readonly series: readonly PlotSeries[];
}

const size = { width: 720, height: 400 };
const frame = { left: 70, right: 700, top: 44, bottom: 330 };
/** Okabe and Ito's colours: told apart with any colour vision, and readable on light and on dark. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00'];

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const at = (value: number): string => value.toFixed(1);

const axisOf = (values: readonly number[], log = false): Axis =>
  log ? logAxis(values) : linearAxis(Math.max(...values));

/** A plot of lines as a self-contained SVG that follows the reader's light or dark. */
export const linePlot = ({ title, x, y, series }: LinePlot): string => {
  const points = series.flatMap((line) => line.points);
  if (points.length === 0) throw new Error(`The plot "${title}" has no points.`);
  const xAxis = axisOf(
    points.map((point) => point.x),
    x.log,
  );
  const yAxis = axisOf(
    points.map((point) => point.y),
    y.log,
  );
  const left = (value: number): number => frame.left + xAxis.place(value) * (frame.right - frame.left);
  const top = (value: number): number => frame.bottom - yAxis.place(value) * (frame.bottom - frame.top);

  const xTicks = xAxis.ticks.map(
    (tick) =>
      `<line class="grid" x1="${at(left(tick))}" y1="${frame.top}" x2="${at(left(tick))}" y2="${frame.bottom}"/>` +
      `<text x="${at(left(tick))}" y="${frame.bottom + 18}" text-anchor="middle">${tick}</text>`,
  );
  const yTicks = yAxis.ticks.map(
    (tick) =>
      `<line class="grid" x1="${frame.left}" y1="${at(top(tick))}" x2="${frame.right}" y2="${at(top(tick))}"/>` +
      `<text x="${frame.left - 8}" y="${at(top(tick) + 4)}" text-anchor="end">${tick}</text>`,
  );
  const lines = series.map(({ name, points: own }, index) => {
    const colour = colours[index % colours.length];
    const path = own.map((point) => `${at(left(point.x))},${at(top(point.y))}`).join(' ');
    const dots = own.map(
      (point) => `<circle cx="${at(left(point.x))}" cy="${at(top(point.y))}" r="3" fill="${colour}"/>`,
    );
    const legend = frame.left + 150 * index;
    return (
      `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${path}"/>${dots.join('')}` +
      `<rect x="${legend}" y="378" width="12" height="12" fill="${colour}"/><text x="${legend + 18}" y="388">${escaped(name)}</text>`
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${escaped(title)}">
<style>text{font:12px sans-serif;fill:#444}.title{font-size:15px;font-weight:bold}.grid{stroke:#8886;stroke-width:.5}@media(prefers-color-scheme:dark){text{fill:#ccc}}</style>
<text class="title" x="${frame.left}" y="24">${escaped(title)}</text>
${[...xTicks, ...yTicks].join('\n')}
<text x="${(frame.left + frame.right) / 2}" y="${frame.bottom + 38}" text-anchor="middle">${escaped(x.label)}</text>
<text transform="translate(16 ${(frame.top + frame.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(y.label)}</text>
${lines.join('\n')}
</svg>
`;
};
