/**
 * API Gateway's own limits for a WebSocket API
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html).
 */
export const socketLimits = {
  /** Bytes; a longer message of the client is to be sent in several frames. */
  maxClientFrameBytes: 32 * 1024,
  maxClientMessageBytes: 128 * 1024,
  idleTimeoutMs: 10 * 60 * 1000,
  connectionDurationMs: 2 * 60 * 60 * 1000,
} as const;

/** With which code a socket closes, and what its client does then. */
export const socketCloseCodes = {
  1000: 'The token has expired: an UNAUTHORIZED error frame came before. Get a token and open another socket.',
  1001: 'Idle for 10 minutes, open for 2 hours, or the gateway is going away: open another socket.',
  1006: 'The connection broke: open another socket and send the last request again, with its requestId.',
  1009: 'A frame above 32 KB or a message above 128 KB: send less.',
} as const;
