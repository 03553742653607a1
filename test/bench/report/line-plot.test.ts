import { linePlot } from '../../../bench/report/line-plot';

const plot = {
  title: 'Latency <of> "chat"',
  x: { label: 'requests, 1/s' },
  y: { label: 'latency, ms' },
  series: [
    {
      name: 'p50 & p95',
      points: [
        { x: 0, y: 0 },
        { x: 100, y: 50 },
      ],
    },
  ],
};

test('a plot has its title, the labels of both axes with units, and a legend, all escaped', () => {
  const svg = linePlot(plot);
  expect(svg).toContain('>Latency &lt;of> &quot;chat&quot;</text>');
  expect(svg).toContain('>requests, 1/s</text>');
  expect(svg).toContain('>latency, ms</text>');
  expect(svg).toContain('>p50 &amp; p95</text>');
});

test('a line runs from the lower left corner to the upper right one', () => {
  expect(linePlot(plot)).toContain('points="70.0,330.0 700.0,44.0"');
});

test('a reader with a dark page can read it', () => {
  expect(linePlot(plot)).toContain('prefers-color-scheme:dark');
});

test('a plot without points is refused', () => {
  expect(() => linePlot({ ...plot, series: [] })).toThrow('has no points');
});
