/** What the bridge reads of an event of API Gateway's WebSocket API (payload of a Lambda proxy integration). */
export interface SocketEvent {
  readonly requestContext: {
    readonly routeKey: string;
    readonly connectionId: string;
    readonly domainName?: string;
    readonly stage?: string;
    /** The authorizer's verdict: there on `$connect`. Values are strings. */
    readonly authorizer?: Readonly<Record<string, unknown>> | undefined;
  };
  /** On `$connect` alone. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly body?: string | undefined;
  readonly isBase64Encoded?: boolean;
}

export interface SocketResponse {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
}
