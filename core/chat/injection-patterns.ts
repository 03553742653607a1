export type InjectionKind =
  | 'script-tag'
  | 'javascript-url'
  | 'template-expression'
  | 'dunder-import'
  | 'os-system'
  | 'subprocess';

export interface InjectionPattern {
  readonly kind: InjectionKind;
  /** What a message must not contain, in the customer's terms. */
  readonly named: string;
  /** Linear: no repeat inside a repeat, neighbours that cannot match the same character. */
  readonly pattern: RegExp;
  /** Decides on the first group of a match; absent: every match counts. */
  readonly counts?: (inner: string) => boolean;
}

/** A face between braces, as in `{{T_T}}`: one letter twice around a mouth. */
const isFace = (inner: string): boolean =>
  inner.length === 3 && inner.at(0)?.toLowerCase() === inner.at(-1)?.toLowerCase();

const path = /^[a-z_][\w.]*$/i;
const word = /[a-z]{4}|__\w/i;
const arithmetic = /\d[ ]?[-+*/%][ ]?\d/;

/** Shivering kaomoji stand in braces too: `{{{(>_<)}}}`, `{{(ToT)}}`. */
const isExpression = (inner: string): boolean => {
  const expression = inner.trim();
  return (
    word.test(expression) || arithmetic.test(expression) || (path.test(expression) && !isFace(expression))
  );
};

/**
 * Code that is refused, as in the reference design. Where that would turn customers away it asks for more than the bare word:
 * `JavaScript: The Good Parts` is a book, "about a subprocess." ends a sentence, and `{{{(>_<)}}}` is a face.
 */
export const injectionPatterns: readonly InjectionPattern[] = [
  { kind: 'script-tag', named: 'a script tag', pattern: /<[\s/]*script(?=[\s/>]|$)/i },
  {
    kind: 'javascript-url',
    named: 'a javascript: address that runs code',
    pattern:
      /[jJ][aA][vV][aA][sS][cC][rR][iI][pP][tT]:(?:\s*(?:\/[/*]|[a-z_$][\w$.]*[(=`[])|['"+!;{]|\((?:[a-z(])|[a-z_$][\w$]*\.[a-z_$]|void\b)|\b(?:href|src|action)\s*=\s*["']?javascript:/,
  },
  {
    kind: 'template-expression',
    named: 'a template expression in double braces',
    pattern: /\{\{([^{}]+)\}\}/g,
    counts: isExpression,
  },
  { kind: 'dunder-import', named: '__import__', pattern: /__import__/i },
  { kind: 'os-system', named: 'a call of os.system', pattern: /\bos\.system\b/i },
  { kind: 'subprocess', named: 'a call of subprocess', pattern: /\bsubprocess\.[a-z_]/i },
];
