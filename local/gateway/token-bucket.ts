import type { Now } from '../../core/clock';

export interface Throttle {
  /** Requests a second. */
  readonly rateLimit: number;
  readonly burstLimit: number;
}

export interface TokenBucket {
  /** 0 when the request may pass, else the whole seconds to wait. */
  take(): number;
  /** Whether it is full, as a new one would be. */
  readonly full: boolean;
}

/** API Gateway's throttle: a bucket of `burstLimit` requests that fills at `rateLimit` a second. */
export const createTokenBucket = ({ rateLimit, burstLimit }: Throttle, now: Now): TokenBucket => {
  let tokens = burstLimit;
  let filledAt = now();
  const fill = (): void => {
    const at = now();
    tokens = Math.min(burstLimit, tokens + (Math.max(0, at - filledAt) / 1000) * rateLimit);
    filledAt = at;
  };
  return {
    take: () => {
      fill();
      if (tokens < 1) return Math.max(1, Math.ceil((1 - tokens) / rateLimit));
      tokens -= 1;
      return 0;
    },
    get full() {
      fill();
      return tokens >= burstLimit;
    },
  };
};
