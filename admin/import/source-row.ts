/** Where a row stands in what the user gave: `catalogue.csv:12`, `data.json C88427`. */
export interface RowPlace {
  readonly file: string;
  /** Line from 1, or the id of a node. */
  readonly at: string;
}

/** One manga of a file, not checked yet, or why the row cannot be read at all. */
export type SourceRow =
  | { readonly ok: true; readonly place: RowPlace; readonly catalogId: unknown; readonly item: unknown }
  | { readonly ok: false; readonly place: RowPlace; readonly problem: string };

/** Rows of one kind of file. */
export type ReadRows = (file: string, text: string) => Iterable<SourceRow>;
