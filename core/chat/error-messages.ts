import type { Language } from '../../contracts/chat-request';
import { maxMessageCodePoints } from '../../contracts/chat-request';
import type { ErrorCode } from '../../contracts/error-codes';

/** What a caller reads for each error code. Apologies where the fault is ours; the field and the limit where it is not. */
export const errorMessages: Readonly<Record<ErrorCode, Readonly<Record<Language, string>>>> = {
  INVALID_REQUEST: {
    ja: 'リクエストの形式が正しくありません。',
    en: 'The request is not valid.',
    zh: '请求格式不正确。',
  },
  INVALID_ENCODING: {
    ja: '本文がUTF-8ではありません。',
    en: 'The body is not UTF-8.',
    zh: '正文不是 UTF-8 编码。',
  },
  UNAUTHORIZED: {
    ja: 'トークンがないか、有効期限が切れています。トークンを取り直してください。',
    en: 'There is no valid token. Get a new one and try again.',
    zh: '令牌缺失或已过期，请重新获取令牌。',
  },
  FORBIDDEN: {
    ja: 'この操作は許可されていません。',
    en: 'This is not allowed.',
    zh: '不允许执行此操作。',
  },
  NOT_FOUND: {
    ja: '指定されたアドレスは存在しません。',
    en: 'There is nothing at this address.',
    zh: '该地址不存在。',
  },
  SESSION_NOT_FOUND: {
    ja: 'この会話は見つかりません。data.sessionIdを外して、新しい会話を始めてください。',
    en: 'This conversation does not exist. Leave data.sessionId out to start a new one.',
    zh: '找不到该会话。请去掉 data.sessionId，开始新的会话。',
  },
  METHOD_NOT_ALLOWED: {
    ja: 'このアドレスでは使えないメソッドです。',
    en: 'This address does not take that method.',
    zh: '该地址不支持此方法。',
  },
  REQUEST_TIMEOUT: {
    ja: 'リクエストが時間内に届きませんでした。もう一度お試しください。',
    en: 'The request did not arrive in time. Please try again.',
    zh: '请求未能及时送达，请重试。',
  },
  REQUEST_ID_REUSED: {
    ja: 'このrequestIdは別のメッセージですでに使われています。新しいrequestIdで送ってください。',
    en: 'This requestId was used for another message. Send a new requestId.',
    zh: '该 requestId 已用于另一条消息，请使用新的 requestId。',
  },
  SESSION_BUSY: {
    ja: 'この会話の前のメッセージにまだお答えしているところです。少し待ってからもう一度お試しください。',
    en: 'We are still answering the message before this one. Please wait a moment and try again.',
    zh: '正在回答本会话的上一条消息，请稍后再试。',
  },
  PAYLOAD_TOO_LARGE: {
    ja: '本文が大きすぎます。64 KB以内にしてください。',
    en: 'The body is too large: at most 64 KB.',
    zh: '正文过大，不得超过 64 KB。',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    ja: 'Content-Typeはapplication/json（UTF-8）にしてください。',
    en: 'The content type is to be application/json in UTF-8.',
    zh: 'Content-Type 应为 application/json（UTF-8）。',
  },
  MESSAGE_EMPTY: {
    ja: 'メッセージが空です。data.messageに質問を入力してください。',
    en: 'The message is empty: write your question in data.message.',
    zh: '消息为空，请在 data.message 中填写问题。',
  },
  MESSAGE_TOO_LARGE: {
    ja: `メッセージが長すぎます。data.messageは${maxMessageCodePoints}文字、16,384バイト以内にしてください。`,
    en: `The message is too long: data.message may have ${maxMessageCodePoints} characters and 16,384 bytes.`,
    zh: `消息过长，data.message 最多 ${maxMessageCodePoints} 个字符、16,384 字节。`,
  },
  MESSAGE_NUL: {
    ja: 'data.messageにNUL文字が含まれています。取り除いて送ってください。',
    en: 'data.message contains a NUL character: remove it.',
    zh: 'data.message 含有 NUL 字符，请去掉后重试。',
  },
  MESSAGE_LONE_SURROGATE: {
    ja: 'data.messageに壊れた文字（対になっていないサロゲート）が含まれています。',
    en: 'data.message contains half a character (a lone surrogate).',
    zh: 'data.message 含有不完整的字符（孤立代理项）。',
  },
  MESSAGE_CONTROL_CHARACTERS: {
    ja: 'data.messageの制御文字が多すぎます（5 %未満にしてください）。',
    en: 'data.message holds too many control characters: below 5 % is allowed.',
    zh: 'data.message 的控制字符过多（须低于 5 %）。',
  },
  MESSAGE_INJECTION: {
    ja: 'data.messageにプログラムの断片が含まれているため、お受けできません。言葉で質問してください。',
    en: 'data.message contains program code that we do not accept: ask in words.',
    zh: 'data.message 含有无法接受的程序代码，请用文字提问。',
  },
  HEADERS_TOO_LARGE: {
    ja: 'ヘッダーが大きすぎます。16 KB以内にしてください。',
    en: 'The headers are too large: at most 16 KB.',
    zh: '请求头过大，不得超过 16 KB。',
  },
  RATE_LIMITED: {
    ja: '送信の間隔が短すぎます。少し待ってからもう一度お試しください。',
    en: 'Too many requests. Please wait a moment and try again.',
    zh: '请求过于频繁，请稍后再试。',
  },
  INTERNAL: {
    ja: '申し訳ございません。問題が発生し、お答えできませんでした。もう一度お試しください。',
    en: 'We are sorry: something went wrong and we could not answer. Please try again.',
    zh: '非常抱歉，出现问题，未能回答。请再试一次。',
  },
  MODEL_FAILED: {
    ja: '申し訳ございません。回答の作成が途中で失敗しました。もう一度お試しください。',
    en: 'We are sorry: the answer failed before it was complete. Please try again.',
    zh: '非常抱歉，回答未能完成。请再试一次。',
  },
  OVERLOADED: {
    ja: '申し訳ございません。ただいま大変混み合っております。少し待ってからもう一度お試しください。',
    en: 'We are sorry: we are very busy right now. Please wait a moment and try again.',
    zh: '非常抱歉，目前访问繁忙，请稍后再试。',
  },
  MODEL_UNAVAILABLE: {
    ja: '申し訳ございません。ただいまお答えできない状態です。しばらくしてからもう一度お試しください。',
    en: 'We are sorry: we cannot answer at the moment. Please try again in a while.',
    zh: '非常抱歉，目前无法回答，请过一会儿再试。',
  },
  SHUTTING_DOWN: {
    ja: '申し訳ございません。サーバーの入れ替え中です。もう一度お試しください。',
    en: 'We are sorry: this server is being replaced. Please try again.',
    zh: '非常抱歉，服务器正在更换，请再试一次。',
  },
  DEADLINE_EXCEEDED: {
    ja: '申し訳ございません。時間内にお答えできませんでした。もう一度お試しください。',
    en: 'We are sorry: we could not answer in time. Please try again.',
    zh: '非常抱歉，未能及时回答。请再试一次。',
  },
};
