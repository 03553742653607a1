import { errorCodes } from '../../contracts/error-codes';
import type { SocketFrame } from '../../contracts/socket-frames';
import type { Outcome } from '../clients/outcome';

/** The frames of one request so far: in which order they may come, and what they add up to. */
export class AnswerInProgress {
  #started: string | undefined;
  #text = '';

  /** Whether text has come. */
  get hasBegun(): boolean {
    return this.#text !== '';
  }

  /** Takes the next frame; answers the outcome with the last one. */
  take(frame: SocketFrame): Outcome | undefined {
    switch (frame.type) {
      case 'start':
        if (this.#started !== undefined) return { kind: 'undocumented', problem: 'a second start frame' };
        this.#started = frame.sessionId;
        return undefined;
      case 'delta':
        if (this.#started === undefined) return { kind: 'undocumented', problem: 'a delta before start' };
        this.#text += frame.text;
        return undefined;
      case 'end':
        if (this.#started !== frame.sessionId)
          return { kind: 'undocumented', problem: 'an end whose session is not that of start' };
        return {
          kind: 'answered',
          reply: this.#text,
          sessionId: frame.sessionId,
          cached: frame.cached,
          degraded: frame.degraded,
        };
      case 'error': {
        const { code, retryable, retryAfterSeconds } = frame;
        if (errorCodes[code].retryable !== retryable)
          return { kind: 'undocumented', problem: `${code} with retryable ${retryable}` };
        return {
          kind: 'refused',
          code,
          retryable,
          ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
        };
      }
      case 'deferred':
        return { kind: 'deferred', sessionId: frame.sessionId };
      case 'history':
      case 'cleared':
      case 'pong':
        return { kind: 'undocumented', problem: `a ${frame.type} frame for a message` };
    }
  }
}
