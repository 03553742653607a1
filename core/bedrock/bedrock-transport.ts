/** What a call may wait for before it reaches a region: a free connection of ours, or our credentials. */
export type Wait = 'connection' | 'credentials';

export interface TransportCall {
  readonly region: string;
  /** Inference profile or model id. */
  readonly modelId: string;
  /** JSON. */
  readonly body: string;
  /** Aborts to the socket. */
  readonly signal: AbortSignal;
  /** Told what the call waits for, and with nothing when it need not wait any more. */
  readonly onWait: (wait: Wait | undefined) => void;
}

/** The wire to Bedrock. It neither retries nor judges: errors come as the SDK threw them, or as a `WireError`. */
export interface BedrockTransport {
  /** The reply's body, JSON. */
  invoke(call: TransportCall): Promise<string>;
  /** The events of a response stream, JSON each. It may end normally although it was cut. */
  stream(call: TransportCall): Promise<AsyncIterable<string>>;
  close(): void;
}
