import { eventLedger } from '../../../chaos/observe/event-ledger';

const event = (eventId: string, at = '10:00') => ({ eventId, at });

describe('what the events of a recording say together', () => {
  it('counts an event that came again once, as it came first', () => {
    expect(eventLedger([event('a'), event('b'), event('a')])).toEqual({
      distinct: [event('a'), event('b')],
      again: 1,
      redone: [],
    });
  });

  it('names an event that came with two dates: its work was done twice', () => {
    const { redone } = eventLedger([event('a'), event('b'), event('a', '10:05'), event('a', '10:06')]);
    expect(redone).toEqual(['a']);
  });
});
