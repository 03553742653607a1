import { createEmfRecorder } from '../../../core/observability/emf-recorder';

const setUp = () => {
  const lines: string[] = [];
  const recorder = createEmfRecorder({
    environment: 'dev',
    write: (line) => lines.push(line),
    now: () => 1_800_000_000_000,
  });
  return { recorder, documents: () => lines.map((line) => JSON.parse(line)) };
};

describe('metrics', () => {
  test('are written as CloudWatch reads them', () => {
    const { recorder, documents } = setUp();
    recorder.record('stageDuration', 12, { stage: 'session' });
    recorder.flush();
    expect(documents()).toEqual([
      {
        _aws: {
          Timestamp: 1_800_000_000_000,
          CloudWatchMetrics: [
            {
              Namespace: 'MangaAssist',
              Dimensions: [['Environment'], ['Environment', 'Stage']],
              Metrics: [{ Name: 'StageDuration', Unit: 'Milliseconds' }],
            },
          ],
        },
        Environment: 'dev',
        Stage: 'session',
        StageDuration: 12,
      },
    ]);
  });

  test('of the same dimensions share a line: counts added up, measurements value by value', () => {
    const { recorder, documents } = setUp();
    for (const milliseconds of [3, 1, 2]) {
      recorder.record('requests', 1);
      recorder.record('timeToFirstToken', milliseconds);
    }
    recorder.record('requests', 1, { door: 'rest' });
    recorder.flush();
    expect(documents()).toHaveLength(2);
    expect(documents()[0]).toMatchObject({ Requests: 3, TimeToFirstToken: [3, 1, 2] });
    expect(documents()[1]).toMatchObject({ Requests: 1, Door: 'rest' });
  });

  test('never hold more values in a line than CloudWatch reads', () => {
    const { recorder, documents } = setUp();
    for (let index = 0; index < 250; index += 1) recorder.record('timeToFirstToken', index);
    recorder.flush();
    expect(documents().map((document) => document.TimeToFirstToken.length)).toEqual([100, 100, 50]);
  });

  test('are written once', () => {
    const { recorder, documents } = setUp();
    recorder.record('sheds', 1);
    recorder.flush();
    recorder.flush();
    expect(documents()).toHaveLength(1);
  });
});
