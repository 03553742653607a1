import type { TokenUsage } from '../../contracts/chat-reply';
import { parseJson, property, stringProperty } from './json-value';
import type { StopReason } from './model-client';
import { stopReason } from './stop-reason';
import { completeUsage, readUsage } from './token-usage';
import { WireError } from './wire-error';

/** What the model said, apart from where and at what price. */
export interface ReadReply {
  readonly text: string;
  readonly stopReason: StopReason;
  readonly usage: TokenUsage;
}

/** Reads the body of an InvokeModel reply; throws an `UnreadableReply` for anything but a finished message. */
export const readReply = (body: string): ReadReply => readMessage(parseJson(body));

/** The same for a message that is parsed already, as in the output of a batch job. */
export const readMessage = (reply: unknown): ReadReply => {
  const content = property(reply, 'content');
  const reason = stringProperty(reply, 'stop_reason');
  if (!Array.isArray(content) || reason === undefined) {
    throw new WireError('UnreadableReply', 'the reply is not a finished message');
  }
  const text = content
    .filter((block) => property(block, 'type') === 'text')
    .map((block) => stringProperty(block, 'text') ?? '')
    .join('');
  return {
    text,
    stopReason: stopReason(reason),
    usage: completeUsage(readUsage(property(reply, 'usage'))),
  };
};
