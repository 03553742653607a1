/** Whom a valid token speaks for. */
export interface Principal {
  /** `guest:<uuid>` or `user:<subject of the issuer>` */
  readonly principalId: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** Rejects with `InvalidTokenError`, or with `IssuerUnavailableError` when nobody can tell now. */
export type VerifyToken = (token: string) => Promise<Principal>;
