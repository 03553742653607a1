import type { Language } from '../../contracts/chat-request';

export type PhraseLists = Readonly<Record<Language, readonly string[]>>;

const list = (...lines: readonly string[]): readonly string[] => lines.join('').split(', ');

/** Phrases by which `auto` knows what a message is; lower-case NFKC. A Latin one begins a word; one with a space at its end ends it too. */
export const routingPhrases = {
  comparison: {
    ja: list('比べ, 比較, 違い, どっち, どちらが, どちらの'),
    en: list(
      'compare, comparison, difference between, differ from, better than, which is better, ',
      'versus, vs , vs.',
    ),
    zh: list('比较, 相比, 区别, 哪个更, 哪部更, 有什么不同'),
  },
  recommendation: {
    ja: list(
      'おすすめ, オススメ, お勧め, お薦め, 推薦, みたいな, のような, に似た, 似ている, 似てる, ',
      '選んで, 何を読, 何か面白, 面白い漫画, 面白いマンガ, 泣ける, 探して, 読みたい, 好きな人, ',
      'プレゼント',
    ),
    en: list(
      'recommend, suggest, similar to, something like, manga like, what should i read, ',
      'what to read, looking for, good manga, best manga, gift for',
    ),
    zh: list('推荐, 推薦, 类似, 一样的漫画, 想看, 想找, 好看的, 适合'),
  },
  greeting: {
    ja: list(
      'こんにちは, こんにちわ, こんばんは, おはよう, ございます, はじめまして, 初めまして, ',
      'よろしくお願いします, よろしくお願いいたします, よろしく, どうも, ありがとう, ',
      'ございました, 助かりました, さようなら, またね, お世話になります, お世話になっております, ',
      'もしもし',
    ),
    en: list(
      'hello, hi, hey, there, good morning, good afternoon, good evening, nice to meet you, ',
      'thank you, thanks, very much, a lot, so much, bye, goodbye, see you',
    ),
    zh: list('你好, 您好, 早上好, 晚上好, 下午好, 大家好, 谢谢, 多谢, 感谢, 再见, 您, 你, 啊, 呀, 在吗'),
  },
  faq: {
    ja: list(
      '送料, 配送, 発送, 返品, 返金, 支払, 営業時間, 定休日, 会員登録, ログイン, パスワード, ',
      'ポイント還元, ポイントは, クーポン, キャンセル, 領収書, ラッピング, 注文方法, ',
      '問い合わせ先',
    ),
    en: list(
      'shipping, delivery fee, delivery time, deliver to, return policy, return an item, refund, ',
      'payment, pay with, pay by, opening hours, business hours, membership, log in, password, ',
      'coupon, loyalty points, cancel my, cancel an, receipt, gift wrap, contact support',
    ),
    zh: list(
      '运费, 配送, 发货, 退货, 退款, 付款, 支付, 营业时间, 注册会员, 登录, 密码, 积分, 优惠券, ',
      '取消订单, 发票, 包装服务, 联系客服',
    ),
  },
  classification: {
    ja: list(
      'ジャンルは, 何ジャンル, どのジャンル, なんのジャンル, 何のジャンル, 対象年齢, 何歳から, ',
      '少年漫画ですか, 少女漫画ですか, 青年漫画ですか, 分類',
    ),
    en: list(
      'what genre, which genre, is it shonen, is it a shonen, is it shojo, is it seinen, ',
      'age rating, what kind of manga is, for what age',
    ),
    zh: list('什么类型, 哪种类型, 属于哪, 哪一类, 几岁, 少年漫画吗, 少女漫画吗'),
  },
  shortFact: {
    ja: list(
      '作者, 著者, 誰が描, 誰の作品, 何巻, いつ, 発売日, 出版社, 連載, 完結, 値段, 価格, いくら, ',
      '読み方, 在庫, ありますか',
    ),
    en: list(
      'who wrote, who drew, who is, author, when , how many, how much, publisher, release date, ',
      'finished, completed, price, in stock, do you have',
    ),
    zh: list('作者, 谁画, 谁写, 几卷, 多少卷, 什么时候, 何时, 出版社, 完结, 价格, 多少钱, 有没有, 有货'),
  },
} as const satisfies Readonly<Record<string, PhraseLists>>;
