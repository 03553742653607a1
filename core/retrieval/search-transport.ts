/** The requests that the index answers: a port, so that rules are tested without a server. Rejects when it cannot be reached or refuses. */
export interface SearchTransport {
  /** `POST /{index}/_search` */
  search(index: string, body: object, options: { readonly timeoutMs: number }): Promise<unknown>;
  /** `POST /_bulk`; the lines in order. */
  bulk(lines: readonly object[]): Promise<unknown>;
}

/** The index refused a document. */
export class IndexRefusedError extends Error {
  override readonly name = 'IndexRefusedError';
  readonly retryable: boolean;

  constructor(message: string, retryable: boolean) {
    super(message);
    this.retryable = retryable;
  }
}

/** The index answered with an error. What it says may quote the question, so its status and kind alone are told. */
export class IndexFailedError extends Error {
  override readonly name = 'IndexFailedError';

  constructor(
    message: string,
    /** Of HTTP; absent when the answer was no JSON. */
    readonly statusCode?: number,
  ) {
    super(message);
  }
}
