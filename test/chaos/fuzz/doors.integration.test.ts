import { fuzzBatch } from '../../../chaos/fuzz/fuzz-batch';
import { type DoorsUnderTest, startDoors } from '../../support/doors-under-test';

/** `FUZZ_SEED=…` tries another one; a finding names its own. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_125);
/** A guard against what hangs, for a machine that does much else. */
const patienceMs = 240_000;

let doors: DoorsUnderTest;
beforeAll(async () => {
  doors = await startDoors();
});
afterAll(() => doors.stop());

test(
  'whatever is sent to either door gets one verdict from every gate, in the documented shape, and no failure of ours',
  async () => {
    const report = await fuzzBatch(doors, seed, { documents: 250, requests: 200, connections: 80 });
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ documents: 250, agreed: 250, requests: 200, connections: 80 });
    expect(doors.gatewayLog).toEqual([]);
  },
  patienceMs,
);
