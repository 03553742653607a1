export interface TransportCall {
  readonly region: string;
  /** Inference profile or model id. */
  readonly modelId: string;
  /** JSON. */
  readonly body: string;
  /** Aborts to the socket. */
  readonly signal: AbortSignal;
  /** Told `true` when the call has to wait for a connection, `false` when it has one. */
  readonly onQueue: (waiting: boolean) => void;
}

/** The wire to Bedrock. It neither retries nor judges: errors come as the SDK threw them, or as a `WireError`. */
export interface BedrockTransport {
  /** The reply's body, JSON. */
  invoke(call: TransportCall): Promise<string>;
  /** The events of a response stream, JSON each. It may end normally although it was cut. */
  stream(call: TransportCall): Promise<AsyncIterable<string>>;
  close(): void;
}
