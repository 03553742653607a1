/** Where to send, and as whom. */
export interface Doors {
  /** Base URL of REST; the socket is at `/socket`. */
  readonly gateway: string;
  /** Base URL of what is behind it. */
  readonly orchestrator: string;
  readonly token: string;
  readonly principalId: string;
}
