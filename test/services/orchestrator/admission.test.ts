import type { MetricKey } from '../../../contracts/metric-names';
import { createAdmission } from '../../../services/orchestrator/server/admission';

const setUp = ({ limit = 10, lagMs = () => 0 }: { limit?: number; lagMs?: () => number } = {}) => {
  const recorded: MetricKey[] = [];
  const admission = createAdmission({ limit: () => limit, lagMs, record: (metric) => recorded.push(metric) });
  return { admission, recorded };
};
const plain = Buffer.from('{"action":"sendMessage"}');
const patient = Buffer.from('{"action":"sendMessage","data":{"notifyWhenBusy":true}}');

test('calls beyond the limit are shed until somebody leaves', () => {
  const { admission, recorded } = setUp({ limit: 1 });
  const { leave } = admission.admit(plain);
  expect(() => admission.admit(plain)).toThrow(
    expect.objectContaining({ code: 'OVERLOADED', retryAfterSeconds: 2 }),
  );
  expect(recorded).toEqual(['sheds']);
  leave();
  expect(admission.admit(plain).busy).toBe(false);
});

test('a process that comes to its work a tenth of a second late lets nobody in, however few are inside', () => {
  let lagMs = 100;
  const { admission, recorded } = setUp({ lagMs: () => lagMs });
  expect(admission.admit(plain).busy).toBe(false);
  lagMs = 101;
  expect(() => admission.admit(plain)).toThrow(expect.objectContaining({ code: 'OVERLOADED' }));
  expect(recorded).toEqual(['sheds']);
  lagMs = 0;
  expect(admission.admit(plain).busy).toBe(false);
});

test('who agreed to be answered later is let in for that, a fifth of the limit', () => {
  const { admission } = setUp({ lagMs: () => 1000 });
  expect([admission.admit(patient).busy, admission.admit(patient).busy]).toEqual([true, true]);
  expect(() => admission.admit(patient)).toThrow(expect.objectContaining({ code: 'OVERLOADED' }));
});

test('a process that stops says so', () => {
  const { admission } = setUp();
  admission.close();
  expect(() => admission.admit(plain)).toThrow(expect.objectContaining({ code: 'SHUTTING_DOWN' }));
});
