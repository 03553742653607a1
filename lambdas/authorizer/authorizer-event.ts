type Parameters = Readonly<Record<string, string | undefined>> | null;

/** What a REQUEST authorizer of either API is called with, as far as it is read. Header names come as the client wrote them. */
export interface AuthorizerEvent {
  readonly methodArn: string;
  readonly headers?: Parameters;
  readonly queryStringParameters?: Parameters;
  readonly requestContext?: {
    /** On a WebSocket API alone: `$connect`. */
    readonly routeKey?: string;
  };
}

/** A header's value, whatever the case of its name. */
export const headerOf = ({ headers }: AuthorizerEvent, name: string): string | undefined =>
  Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
