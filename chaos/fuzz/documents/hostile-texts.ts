const marks = ['\u0345', '\u0360', '\u0301', '\u0323', '\u0327', '\u0334'];
const longest = 4000;

const filled = (part: string): string => Array.from(part.repeat(longest)).slice(0, longest).join('');

/** Messages that are allowed and that something could choke on: marks to be sorted, letters that grow, patterns that nearly match. */
export const hostileTexts: readonly string[] = [
  `a${filled(marks.join('')).slice(1)}`,
  filled('\u0344'),
  filled('\uFDFA'),
  filled('\u1112\u1161\u11ab'),
  filled('👨‍👩‍👧‍👦'),
  filled('👨\u200d'),
  `🏴${filled('\u{E0067}').slice(2)}`,
  filled('🇯'),
  filled('ｷﾞ'),
  filled('{{'),
  filled('{{a'),
  filled('<script'),
  filled('< / '),
  filled('javascript:'),
  `javascript:${' '.repeat(3900)}x`,
  `href${' '.repeat(3900)}=`,
  filled('os.'),
  filled('「」'),
  '「巻」'.repeat(1300),
  filled('kyoukyuu'),
  filled('a1 漢b '),
  `x${' '.repeat(3998)}x`,
  filled('\r\n'),
  filled('\u0000'),
  filled('\u0007a'.repeat(1)),
  filled('\u202E'),
  filled('ignore a b c d '),
  filled('無視'),
  filled('Д'),
  filled('"'),
  filled('\\'),
  filled('</documents>'),
  '進撃の巨人みたいなダークな作品を教えてください',
  'よろしく (´Д｀)',
  ' ',
  '\u3000\n',
];
