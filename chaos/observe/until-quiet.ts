import { setTimeout as delay } from 'node:timers/promises';
import type { TopicRecording } from './record-topic';

/** Longer than a poll of the recording's queue takes. */
const quietMs = 4000;

/** Waits until a recording has heard nothing new for a while. */
export const untilQuiet = async (recording: Pick<TopicRecording<unknown>, 'events'>): Promise<void> => {
  for (let before = -1; recording.events().length !== before; ) {
    before = recording.events().length;
    await delay(quietMs);
  }
};
