import { socketSubprotocol } from '../../contracts/api-routes';

/** The token of an `Authorization: Bearer …` header. */
export const findBearerToken = (authorization: string | undefined): string | undefined =>
  /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i.exec(authorization ?? '')?.[1];

/** Where a socket's client may put its token; a browser cannot set headers, but it can name sub-protocols. */
export interface SocketTokenPlaces {
  readonly authorization: string | undefined;
  /** `Sec-WebSocket-Protocol: manga-assist, <token>` */
  readonly protocols: string | undefined;
  /** `?token=` */
  readonly query: string | undefined;
}

/** The token with which a socket is opened. What is in a query may end up in logs on the way, so it comes last. */
export const findSocketToken = ({
  authorization,
  protocols,
  query,
}: SocketTokenPlaces): string | undefined => {
  const offered = (protocols ?? '').split(',').map((protocol) => protocol.trim());
  const offeredToken = offered.includes(socketSubprotocol)
    ? offered.find((protocol) => protocol !== '' && protocol !== socketSubprotocol)
    : undefined;
  return findBearerToken(authorization) ?? offeredToken ?? (query === '' ? undefined : query);
};
