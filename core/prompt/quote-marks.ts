/** An opening bracket that begins one of the prompt's own marks. */
const ownMark = /<(?=[\s/]*(?:documents?|task|language|notice)\b)/giu;

/** A customer's or a model's text with the prompt's own marks made plain, so that it cannot pass for one of them. Other brackets stay: `(>_<)`. */
export const quoteMarks = (text: string): string => text.replace(ownMark, '&lt;');
