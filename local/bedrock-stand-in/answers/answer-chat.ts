import type { Language } from '../../../contracts/chat-request';
import { type DescribedManga, describeManga } from './described-manga';
import type { Prompt } from './prompt';

/** How many documents an answer names. */
const maxNamed = 4;

const shorten = (text: string, longest: number): string => {
  const points = Array.from(text.replaceAll(/\s+/g, ' ').trim());
  return points.length <= longest ? points.join('') : `${points.slice(0, longest - 1).join('')}…`;
};

interface Phrases {
  readonly label: string;
  history(turns: number, previous: string): string;
  earlierTitle(title: string): string;
  shorter: string;
  intro(question: string, count: number): string;
  nothing(question: string): string;
  greeting: string;
  close: string;
}

const phrases: Readonly<Record<Language, Phrases>> = {
  ja: {
    label: '（ローカル代役モデルの回答です）',
    history: (turns, previous) =>
      `これまでの${turns}回のやり取り（直前のご質問は「${previous}」）を踏まえてお答えいたします。`,
    earlierTitle: (title) => `最初にご案内した作品は『${title}』でございます。`,
    shorter: '短めの作品をお探しとのことですので、先ほどより絞ってご案内いたします。',
    intro: (question, count) =>
      `「${question}」とのお尋ねですね。当店のカタログから${count}作品をご案内いたします。`,
    nothing: (question) =>
      `「${question}」について、当店のカタログから該当する作品を見つけられませんでした。ジャンルや作者名をお聞かせいただけますでしょうか。`,
    greeting: 'いらっしゃいませ。どのような漫画をお探しでしょうか。',
    close: '気になる作品がございましたら、お気軽にお尋ねください。',
  },
  en: {
    label: '(Answer of the local stand-in model)',
    history: (turns, previous) => `Following our ${turns} earlier exchanges (you last asked “${previous}”):`,
    earlierTitle: (title) => `The first title that I mentioned was 『${title}』.`,
    shorter: 'You would like something shorter, so here is a smaller choice.',
    intro: (question, count) => `You asked: “${question}”. From our catalogue I would suggest ${count}:`,
    nothing: (question) =>
      `I found nothing in our catalogue for “${question}”. Could you tell me a genre or an author?`,
    greeting: 'Welcome! What kind of manga are you looking for?',
    close: 'Please ask if you would like to know more about one of them.',
  },
  zh: {
    label: '（本地替身模型的回答）',
    history: (turns, previous) => `根据之前的${turns}次对话（您上一个问题是“${previous}”）为您回答。`,
    earlierTitle: (title) => `我最先介绍的作品是『${title}』。`,
    shorter: '您想找篇幅较短的作品，下面缩小了范围。',
    intro: (question, count) => `您问的是“${question}”。从本店目录中为您推荐${count}部作品：`,
    nothing: (question) => `关于“${question}”，本店目录中没有找到相应的作品。能否告诉我类型或作者？`,
    greeting: '欢迎光临！您想找什么样的漫画？',
    close: '如果对哪部作品感兴趣，请随时问我。',
  },
};

const greeting =
  /^(こんにちは|こんばんは|おはよう|はじめまして|hello|hi|hey|你好|您好)[\s!！。.、,]*(ございます)?[\s!！。.]*$/i;
const asksForEarlier = /最初|さっき|先ほど|はじめの|1番目|一番目|一つ目|first|earlier|刚才|第一/i;
const asksForShorter = /短い|短め|短く|shorter|short\b|更短|短一点/i;

const line = (manga: DescribedManga, position: number, language: Language): string => {
  const by = manga.creators.slice(0, 2).join(language === 'en' ? ', ' : '、');
  const about = shorten(manga.synopsis || manga.notes, language === 'en' ? 90 : 50);
  const author = by === '' ? '' : language === 'en' ? ` (${by})` : `（${by}）`;
  return `${position}. 『${manga.title}』${author}${about === '' ? '' : ` ${about}`}`;
};

const titlesIn = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => [...text.matchAll(/『([^』]+)』/g)].map((match) => match[1] ?? ''));

/** Answers a customer from the documents and the history in the prompt, labelled as a stand-in's. */
export const answerChat = (prompt: Prompt): string => {
  const say = phrases[prompt.language];
  const lines = [say.label];
  const question = shorten(prompt.question, 60);
  const previous = prompt.earlierQuestions.at(-1);
  const earlierTitles = titlesIn(prompt.earlierReplies);

  if (previous !== undefined) lines.push(say.history(prompt.earlierQuestions.length, shorten(previous, 40)));
  const [firstTitle] = earlierTitles;
  if (firstTitle !== undefined && asksForEarlier.test(prompt.question))
    lines.push(say.earlierTitle(firstTitle));

  const wantsShorter = previous !== undefined && asksForShorter.test(prompt.question);
  if (wantsShorter) lines.push(say.shorter);

  const found = prompt.documents.map(describeManga).filter(({ title }) => title !== '');
  const fresh = found.filter(({ title }) => !earlierTitles.includes(title));
  const named = [...fresh, ...found.filter((manga) => !fresh.includes(manga))].slice(
    0,
    wantsShorter ? 2 : maxNamed,
  );

  if (greeting.test(prompt.question)) lines.push(say.greeting);
  else if (named.length === 0) lines.push(say.nothing(question));
  else {
    lines.push(say.intro(question, named.length));
    lines.push(...named.map((manga, index) => line(manga, index + 1, prompt.language)));
    lines.push(say.close);
  }
  return lines.join('\n');
};
