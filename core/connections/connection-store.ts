/** An open socket and whose it is. */
export interface Connection {
  readonly connectionId: string;
  readonly principalId: string;
  /** Epoch seconds: when the principal's token runs out. */
  readonly principalExpiresAt: number;
}

/** The open sockets. Reading sees what was put before, at once. */
export interface ConnectionStore {
  put(connection: Connection): Promise<void>;
  get(connectionId: string): Promise<Connection | undefined>;
  remove(connectionId: string): Promise<void>;
}
