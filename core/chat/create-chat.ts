import type { ChatReply, ClearReply, DeferredReply, HistoryReply } from '../../contracts/chat-reply';
import type { ChatPorts } from './chat-ports';
import { type ClearSession, clearSession } from './clear-session';
import type { AnswerReader, CustomerMessage } from './customer-message';
import { type GetHistory, getHistory } from './get-history';
import { sendMessage } from './send-message';

/** What a customer can do; failures are for `toChatError`. */
export interface Chat {
  sendMessage(call: CustomerMessage, reader?: AnswerReader): Promise<ChatReply | DeferredReply>;
  getHistory(call: GetHistory): Promise<HistoryReply>;
  clearSession(call: ClearSession): Promise<ClearReply>;
}

export const createChat = (ports: ChatPorts): Chat => ({
  sendMessage: sendMessage(ports),
  getHistory: getHistory(ports),
  clearSession: clearSession(ports),
});
