/** How customers name the genres of `contracts/enrichment.ts`, in Japanese, English and Chinese. */
const names: Readonly<Record<string, readonly string[]>> = {
  action: ['アクション', 'バトル', 'action', '动作'],
  adventure: ['冒険', 'アドベンチャー', 'adventure', '冒险'],
  comedy: ['コメディ', 'ギャグ', 'comedy', '喜剧'],
  drama: ['ドラマ', '人間ドラマ', 'drama', '剧情'],
  fantasy: ['ファンタジー', 'fantasy', '奇幻'],
  historical: ['歴史', '時代劇', 'historical', '历史'],
  horror: ['ホラー', '怖い', 'horror', '恐怖'],
  mystery: ['ミステリー', '推理', '探偵', 'mystery', '悬疑'],
  romance: ['恋愛', 'ラブコメ', 'romance', '恋爱'],
  'science-fiction': ['SF', 'サイエンスフィクション', 'science fiction', '科幻'],
  'slice-of-life': ['日常', 'slice of life', '日常'],
  sports: ['スポーツ', 'sports', '体育'],
  supernatural: ['超常', '妖怪', 'supernatural', '灵异'],
  thriller: ['サスペンス', 'ダーク', 'thriller', '惊悚'],
  school: ['学園', '学校', 'school', '校园'],
  gourmet: ['グルメ', '料理', 'gourmet', 'cooking', '美食'],
  music: ['音楽', 'music', '音乐'],
  war: ['戦争', 'war', '战争'],
  crime: ['犯罪', 'crime', '犯罪'],
  essay: ['エッセイ', 'essay', '随笔'],
};

/** The genre's names, and its key. */
export const genreNames = (genre: string): readonly string[] => [genre, ...(names[genre] ?? [])];
