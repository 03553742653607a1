/** What can go wrong on the wire that neither AWS nor Node has a name for. */
export type WireFailure = 'StreamCut' | 'UnreadableReply';

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
