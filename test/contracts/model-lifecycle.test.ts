import { type ModelDescription, type ModelKey, modelCatalog } from '../../contracts/model-catalog';
import { checkModel } from '../../contracts/model-lifecycle';

const today = new Date('2026-11-24T03:00:00Z');

const withLifecycle = (
  key: ModelKey,
  lifecycle: Partial<ModelDescription['lifecycle']>,
  successor?: ModelKey,
): Record<string, ModelDescription> => ({
  ...modelCatalog,
  [key]: {
    ...modelCatalog[key],
    lifecycle: { ...modelCatalog[key].lifecycle, ...lifecycle },
    ...(successor && { successor }),
  },
});

describe('a model that Bedrock has retired', () => {
  test.each([
    ['claude-3-sonnet', '2026-07-30', 'claude-sonnet-4-5'],
    ['claude-3-haiku', '2026-09-10', 'claude-haiku-4-5'],
  ] as const)('%s is refused, and its successor named', (key, endOfLife, successor) => {
    expect(checkModel(key, today)).toEqual({
      state: 'refused',
      message: `Model ${key} is past its end of life on Bedrock since ${endOfLife}: use ${successor} in its place.`,
      successor,
    });
  });

  test('is usable until the day before, and refused from the first moment of the day in UTC', () => {
    expect(checkModel('claude-3-haiku', new Date('2026-09-09T23:59:59Z')).state).toBe('warning');
    expect(checkModel('claude-3-haiku', new Date('2026-09-10T00:00:00Z')).state).toBe('refused');
  });

  test('names the successor that is still alive when its own successor is gone too', () => {
    const catalog = withLifecycle('claude-haiku-4-5', { endOfLife: '2026-10-01' }, 'claude-sonnet-4-6');
    expect(checkModel('claude-3-haiku', today, catalog)).toMatchObject({ successor: 'claude-sonnet-4-6' });
  });

  test('has no successor when successors point at each other', () => {
    const catalog = withLifecycle('claude-haiku-4-5', { endOfLife: '2026-10-01' }, 'claude-3-haiku');
    expect(checkModel('claude-3-haiku', today, catalog)).toEqual({
      state: 'refused',
      message:
        'Model claude-3-haiku is past its end of life on Bedrock since 2026-09-10: choose another model of the catalogue.',
    });
  });
});

describe('a model that is in use', () => {
  test.each(['claude-haiku-4-5', 'claude-sonnet-4-5', 'claude-sonnet-4-6', 'titan-embed-text-v2'] as const)(
    '%s is usable today without a warning',
    (key) => {
      expect(checkModel(key, today)).toEqual({ state: 'usable', model: key });
    },
  );

  test('is warned of from 90 days before its end of life, with the days that are left', () => {
    const catalog = withLifecycle('claude-sonnet-4-5', { endOfLife: '2027-02-22' }, 'claude-sonnet-4-6');
    expect(checkModel('claude-sonnet-4-5', new Date('2026-11-23T23:00:00Z'), catalog).state).toBe('usable');
    expect(checkModel('claude-sonnet-4-5', new Date('2026-11-24T00:00:00Z'), catalog)).toEqual({
      state: 'warning',
      model: 'claude-sonnet-4-5',
      daysLeft: 90,
      message:
        'Model claude-sonnet-4-5 reaches its end of life on 2027-02-22, in 90 days: use claude-sonnet-4-6 in its place.',
    });
  });

  test('is warned of while it is Legacy without a date', () => {
    const catalog = withLifecycle('claude-sonnet-4-5', { state: 'legacy' });
    expect(checkModel('claude-sonnet-4-5', today, catalog).state).toBe('warning');
  });
});

test.each(['claude-4-haiku', '', 'toString'])(
  'the unknown model "%s" is refused with the known ones listed',
  (key) => {
    const standing = checkModel(key, today);
    expect(standing).toMatchObject({ state: 'refused' });
    expect(standing).toHaveProperty(
      'message',
      expect.stringContaining('claude-haiku-4-5, claude-sonnet-4-5'),
    );
  },
);
