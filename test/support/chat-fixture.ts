import type { ChatReply } from '../../contracts/chat-reply';
import { restTiming, socketTiming } from '../../core/chat/answer-timing';
import { openCallScope } from '../../core/chat/call-scope';
import { createChat } from '../../core/chat/create-chat';
import type { CustomerMessage } from '../../core/chat/customer-message';
import { toChatError } from '../../core/chat/to-chat-error';
import { chatPorts } from './chat-ports';

/** A chat on fakes, and customers who send it messages at both doors. */
export const setUpChat = (options: Parameters<typeof chatPorts>[0] = {}) => {
  const fakes = chatPorts(options);
  const { ports, time } = fakes;
  const chat = createChat(ports);
  const stopping = new AbortController();

  const call = (overrides: Partial<CustomerMessage> = {}, door: 'rest' | 'socket' = 'rest') => {
    const timing = (door === 'rest' ? restTiming : socketTiming)(time.now(), ports.config().sync_timeout_ms);
    const scope = openCallScope(timing.end, { ...time, stopping: stopping.signal });
    const message: CustomerMessage = {
      principalId: 'guest:aiko',
      requestId: 'r1',
      message: '進撃の巨人みたいなダークな作品を教えてください',
      language: 'ja',
      preference: 'auto',
      notifyWhenBusy: false,
      busy: false,
      timing,
      signal: scope.signal,
      ...overrides,
    };
    return { message, scope };
  };

  const send = async (overrides: Partial<CustomerMessage> = {}): Promise<ChatReply> => {
    const { message, scope } = call(overrides);
    try {
      const reply = await chat.sendMessage(message);
      if ('deferred' in reply) throw new Error('deferred');
      return reply;
    } finally {
      scope.close();
    }
  };

  const stream = (overrides: Partial<CustomerMessage> = {}) => {
    const { message, scope } = call(overrides, 'socket');
    const heard: string[] = [];
    const started: string[] = [];
    const reader = {
      start: (sessionId: string) => started.push(sessionId),
      emit: (text: string) => heard.push(text),
    };
    const outcome = chat.sendMessage(message, reader).finally(scope.close);
    outcome.catch(() => undefined);
    return { outcome, heard, started, scope };
  };

  const failure = (run: Promise<unknown>) => run.then(() => undefined, toChatError);
  return { ...fakes, chat, send, stream, failure, stopping };
};
