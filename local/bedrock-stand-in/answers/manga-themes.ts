import type { audiences, contentWarnings, genres } from '../../../contracts/enrichment';

type Genre = (typeof genres)[number];
type ContentWarning = (typeof contentWarnings)[number];
type Audience = (typeof audiences)[number];

export interface MangaTheme {
  readonly genre: Genre;
  /** As a customer says it. */
  readonly label: string;
  readonly words: RegExp;
  readonly warning?: ContentWarning;
}

/** Words in titles and notes that say what a manga is about. */
export const mangaThemes: readonly MangaTheme[] = [
  {
    genre: 'sports',
    label: 'スポーツ',
    words:
      /野球|サッカー|バスケ|テニス|バレー|拳闘|ボクシング|柔道|剣道|水泳|駅伝|甲子園|スポーツ|ゴルフ|レース/,
  },
  { genre: 'romance', label: '恋愛', words: /恋|愛|ラブ|キス|初恋|花嫁|結婚|彼氏|彼女|love/i },
  { genre: 'school', label: '学園', words: /学園|学校|高校|中学|先生|教室|部活|生徒|スクール|クラス/ },
  { genre: 'mystery', label: 'ミステリー', words: /探偵|推理|事件|謎|ミステリ|名探偵|怪盗/ },
  { genre: 'horror', label: 'ホラー', words: /恐怖|怪談|呪|幽霊|ホラー|屍|ゾンビ|死霊|鬼/, warning: 'gore' },
  {
    genre: 'fantasy',
    label: 'ファンタジー',
    words: /魔|竜|ドラゴン|勇者|妖精|王国|異世界|ファンタジー|姫|騎士|錬金/,
  },
  { genre: 'science-fiction', label: 'SF', words: /宇宙|ロボット|銀河|未来|惑星|サイボーグ|SF|星/ },
  { genre: 'historical', label: '歴史', words: /戦国|江戸|幕末|武士|侍|三国志|歴史|将軍|平安|維新|剣客/ },
  { genre: 'war', label: '戦記', words: /戦争|戦記|軍|兵士|零戦|戦艦/, warning: 'violence' },
  {
    genre: 'crime',
    label: '犯罪',
    words: /刑事|警察|殺|極道|やくざ|ヤクザ|任侠|犯罪|裏社会/,
    warning: 'violence',
  },
  { genre: 'gourmet', label: 'グルメ', words: /料理|食|味|グルメ|寿司|ラーメン|酒|めし|飯|喫茶/ },
  { genre: 'music', label: '音楽', words: /音楽|歌|バンド|ピアノ|ロック|楽団|メロディ/ },
  { genre: 'comedy', label: 'コメディ', words: /ギャグ|コメディ|笑|爆笑|珍|ドタバタ|4コマ|四コマ/ },
  {
    genre: 'action',
    label: 'アクション',
    words: /拳|闘|戦|バトル|巨人|狩人|ハンター|最強|伝説|アクション/,
    warning: 'violence',
  },
  { genre: 'adventure', label: '冒険', words: /冒険|旅|海賊|探検|航海|宝/ },
  { genre: 'supernatural', label: '怪奇', words: /霊|妖怪|神|悪魔|吸血|超能力|天使/ },
  { genre: 'slice-of-life', label: '日常', words: /日記|日常|暮らし|家族|日和|物語|町|下町|猫|犬/ },
  { genre: 'essay', label: 'エッセイ', words: /エッセイ|体験記|子育て|実録|ルポ/ },
];

const audienceWords: readonly { readonly audience: Audience; readonly words: RegExp }[] = [
  { audience: 'kids', words: /幼年|児童|小学|コロコロ|ボンボン|学習|絵本/ },
  { audience: 'shojo', words: /少女|りぼん|なかよし|マーガレット|フレンド|花とゆめ|ちゃお/ },
  { audience: 'josei', words: /レディース|女性|フィール|コーラス|OL|主婦/ },
  { audience: 'seinen', words: /青年|ヤング|ビッグ|モーニング|アフタヌーン|アダルト|劇画/ },
  { audience: 'shonen', words: /少年|ジャンプ|マガジン|サンデー|チャンピオン|ガンガン/ },
];

/** The themes that a text's words speak of, in the order of the list. */
export const themesIn = (text: string): readonly MangaTheme[] =>
  mangaThemes.filter(({ words }) => words.test(text)).slice(0, 3);

/** For whom it is drawn; `seinen` when nothing says so. */
export const audienceIn = (text: string): Audience =>
  audienceWords.find(({ words }) => words.test(text))?.audience ?? 'seinen';
