import { type Check, pass, skip, warn } from '../../../admin/doctor/finding';
import { runDoctor } from '../../../admin/doctor/run-doctor';

const check = (run: Check['run']): Check => ({ what: 'queue', advice: 'Deploy it again.', run });

const report = async (checks: readonly Check[], json = false) => {
  const lines: string[] = [];
  const healthy = await runDoctor(checks, { print: (line) => void lines.push(line) }, json);
  return { healthy, text: lines.join('\n') };
};

describe('the doctor', () => {
  test('a warning says what to do and is no failure', async () => {
    const { healthy, text } = await report([check(async () => [warn('queue', '3 messages', 'See why.')])]);
    expect(healthy).toBe(true);
    expect(text).toContain('! queue: 3 messages\n    → See why.');
  });

  test('a check that throws has failed, with its advice, and the others are still made', async () => {
    const broken = check(async () => {
      throw new Error('AccessDenied');
    });
    const { healthy, text } = await report([broken, check(async () => [pass('topic', '1 subscriber')])]);
    expect(healthy).toBe(false);
    expect(text).toContain('✗ queue: Error: AccessDenied\n    → Deploy it again.');
    expect(text).toContain('✓ topic: 1 subscriber');
    expect(text).toContain('1 passed, 0 warnings, 1 failed, 0 skipped');
  });

  test('what cannot be looked at is said, and scripts get JSON', async () => {
    const { text } = await report([check(async () => [skip('index', 'private')])], true);
    expect(JSON.parse(text)).toEqual({ findings: [{ what: 'index', state: 'skip', detail: 'private' }] });
  });
});
