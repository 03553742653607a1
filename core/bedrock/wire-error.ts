/** What can go wrong on the wire, or before it, by a name that says more than that of AWS or Node. */
export type WireFailure = 'StreamCut' | 'UnreadableReply' | 'NoCredentials';

export class WireError extends Error {
  override readonly name = 'WireError';

  constructor(
    readonly failure: WireFailure,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}
