import type { Language } from '../../../contracts/chat-request';

const kana = /[\u3041-\u30ff]/;
const simplifiedChinese = /[们这为么说请过对时会个来国吗给让还没书买]/;

const isLanguage = (code: string | undefined): code is Language =>
  code === 'ja' || code === 'en' || code === 'zh';

/** The language that the system prompt asks for by mark, else the question's own. */
export const detectLanguage = (system: string, question: string): Language => {
  const asked = /<language\b[^>a-z]*(?:(?:id|code)="|>)\s*(ja|en|zh)\b/.exec(system)?.[1];
  if (isLanguage(asked)) return asked;
  if (kana.test(question)) return 'ja';
  if (simplifiedChinese.test(question)) return 'zh';
  return /[a-zA-Z]{2}/.test(question) && !/[\u4e00-\u9fff]/.test(question) ? 'en' : 'ja';
};
