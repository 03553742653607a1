import type { TokenUsage } from '../../contracts/chat-reply';
import { parseJson, property, stringProperty } from './json-value';
import type { ReadReply } from './messages-reply';
import type { StopReason } from './model-client';
import { stopReason } from './stop-reason';
import { completeUsage, readUsage } from './token-usage';

/** An error that comes as an event of the Messages API, within a stream that AWS considers healthy. */
const inBandError = (event: unknown): Error => {
  const error = property(event, 'error');
  const type = stringProperty(error, 'type') ?? 'unknown';
  return Object.assign(new Error(`the model reported ${type}`), {
    name: type === 'overloaded_error' ? 'ModelNotReadyException' : 'ModelStreamErrorException',
  });
};

/** Collects the events of one stream into a reply. It is whole only after `message_stop`. */
export class ReplyAccumulator {
  private text = '';
  private reason: StopReason | undefined;
  private usage: Partial<TokenUsage> = {};
  private stopped = false;

  /** Takes one event, and returns the text that it adds, if any. Throws what the model reports as an error. */
  take(json: string): string | undefined {
    const event = parseJson(json);
    switch (property(event, 'type')) {
      case 'message_start':
        this.usage = { ...this.usage, ...readUsage(property(property(event, 'message'), 'usage')) };
        return undefined;
      case 'content_block_start':
        return this.add(stringProperty(property(event, 'content_block'), 'text'));
      case 'content_block_delta':
        return this.add(stringProperty(property(event, 'delta'), 'text'));
      case 'message_delta': {
        const name = stringProperty(property(event, 'delta'), 'stop_reason');
        if (name !== undefined) this.reason = stopReason(name);
        this.usage = { ...this.usage, ...readUsage(property(event, 'usage')) };
        return undefined;
      }
      case 'message_stop':
        this.stopped = true;
        return undefined;
      case 'error':
        throw inBandError(event);
      default:
        return undefined;
    }
  }

  /** The reply, once `message_stop` was seen; nothing before. */
  whole(): ReadReply | undefined {
    if (!this.stopped) return undefined;
    return { text: this.text, stopReason: this.reason ?? 'end_turn', usage: completeUsage(this.usage) };
  }

  /** As far as the model has reported it. */
  usageSoFar(): TokenUsage {
    return completeUsage(this.usage);
  }

  private add(text: string | undefined): string | undefined {
    if (text === undefined || text === '') return undefined;
    this.text += text;
    return text;
  }
}
