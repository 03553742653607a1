import { endedBetween } from '../../../chaos/observe/process-watch';

describe('processes that ended between two looks', () => {
  it('are those whose ids are gone, also when another has their name', () => {
    expect(endedBetween({ gateway: 1, orchestrator: 2 }, { gateway: 3, orchestrator: 2 })).toEqual([
      'gateway',
    ]);
    expect(endedBetween({ gateway: 1 }, {})).toEqual(['gateway']);
  });

  it('are all of the same function, whatever their numbers', () => {
    const before = { 'enrichment-consumer': 1, 'enrichment-consumer-2': 2, 'enrichment-consumer-3': 3 };
    expect(endedBetween(before, { 'enrichment-consumer': 2 })).toEqual([
      'enrichment-consumer',
      'enrichment-consumer',
    ]);
  });

  it('are none when one only got another number, or came', () => {
    expect(endedBetween({ bridge: 1 }, { bridge: 2, 'bridge-2': 1 })).toEqual([]);
  });
});
