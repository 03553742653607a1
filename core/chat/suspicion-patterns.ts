/** What a message may look like without being refused. */
export type SuspicionFlag =
  | 'mixed-script-word'
  | 'hidden-text'
  | 'control-characters'
  | 'instruction-override'
  | 'prompt-disclosure'
  | 'role-play'
  | 'prompt-marks'
  | 'code-marks';

export interface SuspicionPattern {
  readonly flag: SuspicionFlag;
  /** Linear: repeats are bounded. */
  readonly patterns: readonly RegExp[];
}

/**
 * A signal to log and to weigh, not a wall: such lists find a small part of the attacks, and readers of manga
 * ask about kings who ignore orders. So they are narrow.
 */
export const suspicionPatterns: readonly SuspicionPattern[] = [
  {
    flag: 'instruction-override',
    patterns: [
      /\b(?:ignore|disregard|forget|override|bypass)\s{1,4}(?:\w{1,12}\s{1,4}){0,4}(?:instructions?|prompts?|rules|guidelines|directives)\b/i,
      /(?:指示|命令|ルール|プロンプト|制約|設定)(?:を|は)?(?:すべて|全て|全部|完全に)?(?:無視|忘れ|破棄|上書き|解除)/u,
      /(?:忽略|无视|無視|忘记|忘記|绕过).{0,12}(?:指令|指示|提示词|规则|要求|设定)/u,
    ],
  },
  {
    flag: 'prompt-disclosure',
    patterns: [
      /\b(?:system|hidden|initial|secret)\s{1,4}(?:prompt|instructions?|message)\b/i,
      /(?:システム|内部|初期|隠し)(?:プロンプト|の?指示|メッセージ)/u,
      /(?:系统|初始|隐藏)(?:提示词?|指令|消息)/u,
    ],
  },
  {
    flag: 'role-play',
    patterns: [
      /\b(?:you are now|from now on you|act as (?:an?|the) (?:unrestricted|developer|admin|system)|jailbreak|developer mode)\b/i,
      /(?:あなたは今から|これからあなたは|開発者モード|脱獄モード|制限なしのAI)/u,
      /(?:你现在是|从现在起你|开发者模式|越狱模式)/u,
    ],
  },
  {
    flag: 'prompt-marks',
    patterns: [
      /<[\s/]{0,4}(?:documents?|task|system|instructions?|question|notice)[\s/>]/i,
      /<\|\w|\w\|>|\[\/?INST\]/,
      /(?:^|\n)[ \t]{0,8}(?:human|assistant|system)[ \t]{0,4}:/i,
    ],
  },
  {
    flag: 'code-marks',
    patterns: [
      /\{\{|\{%|\$\{/,
      /javascript:/i,
      /\b(?:eval|exec)\(/,
      /<[\s/]{0,4}(?:iframe|img|svg|object)[\s/>]/i,
    ],
  },
];
