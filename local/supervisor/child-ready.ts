import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { answersHealth } from './answers-health';
import type { ChildDefinition } from './child-definition';
import { childEnd, hasEnded } from './child-end';
import { parseChildMessage } from './child-message';

const healthEveryMs = 40;

const reports = (child: ChildProcess): Promise<boolean> =>
  new Promise((resolve) => {
    child.on('message', (message) => {
      const parsed = parseChildMessage(message);
      if (parsed.ok && parsed.value.kind === 'ready') resolve(true);
    });
    void childEnd(child).then(() => resolve(false));
  });

const isHealthy = async (child: ChildProcess, url: string): Promise<boolean> => {
  while (!hasEnded(child)) {
    if (await answersHealth(url)) return true;
    await delay(healthEveryMs);
  }
  return false;
};

/** Whether a process became ready; false when it ended before. */
export const childReady = (child: ChildProcess, ready: ChildDefinition['ready']): Promise<boolean> =>
  ready === 'reports' ? reports(child) : isHealthy(child, ready.url);
