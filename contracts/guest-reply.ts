/** The 200 reply to `POST /guest`. With a valid guest token in `Authorization` the same guest gets a fresh one. */
export interface GuestReply {
  /** To be sent as `Authorization: Bearer …`, and to the socket as its documents say. */
  readonly token: string;
  readonly tokenType: 'Bearer';
  /** `guest:<uuid>`; the sessions of a guest belong to it. */
  readonly principalId: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
}
