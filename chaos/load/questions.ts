import { pick } from '../seeded-random';

const subjects = [
  '戦国時代',
  '料理',
  '将棋',
  '宇宙',
  '高校野球',
  '探偵',
  '恋愛',
  '猫',
  '医療',
  '音楽',
] as const;
const wishes = ['の漫画を教えてください', 'で泣ける作品はありますか', 'の短い作品が読みたいです'] as const;

/** Asked by many, so that the answer cache has something to do. */
const popular = ['おすすめの冒険漫画は？', '人気の料理漫画は？', '完結した名作を教えて'] as const;

/** Marks as `mark-3k12z`; letters and digits alone, so that nothing on the way changes them. */
export const markPattern = /mark-[a-z0-9]+z/g;

/** `customer` and `count`: no two messages of a run have both. */
export const markOf = (customer: number, count: number): string =>
  `mark-${customer.toString(36)}x${count.toString(36)}z`;

export const markedQuestion = (random: () => number, mark: string): string =>
  `${mark} ${pick(random, subjects)}${pick(random, wishes)}`;

export const popularQuestion = (random: () => number): string => pick(random, popular);
