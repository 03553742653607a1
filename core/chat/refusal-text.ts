import type { Language } from '../../contracts/chat-request';

/** What a customer reads where the model declines to answer. */
export const refusalText: Readonly<Record<Language, string>> = {
  ja: '申し訳ございませんが、このご質問にはお答えできません。作品やご注文についてのご質問をお聞かせください。',
  en: 'We are sorry, but we cannot answer this question. Please ask us about manga or about your order.',
  zh: '非常抱歉，我们无法回答这个问题。欢迎咨询漫画作品或订单相关的问题。',
};
