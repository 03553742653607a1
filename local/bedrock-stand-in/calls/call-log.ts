export type Operation = 'invoke' | 'stream' | 'embed' | 'batch';

/** What happened to one call. */
export interface Call {
  readonly region: string;
  /** The catalogue's key; the id as it was called when no model has it. */
  readonly model: string;
  readonly operation: Operation;
  /** `ok`, the name of an AWS error, or what the fault did: `down`, `stall`, `cut`; `gone`: the caller hung up. */
  readonly outcome: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
}

/** The shape of a request, for tests of what reaches the model. */
export interface SeenRequest {
  readonly region: string;
  readonly model: string;
  readonly modelId: string;
  readonly operation: Operation;
  readonly task: string;
  readonly maxTokens: number;
  readonly system: string;
  readonly messages: readonly { readonly role: string; readonly text: string; readonly images: number }[];
}

export interface CallCount extends Call {
  readonly count: number;
}

/** What a call that was answered at once, and so is paid for, was about: for tests of what is paid twice. */
export interface PaidWork {
  readonly task: string;
  /** Of the items in its prompt. */
  readonly titles: readonly string[];
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface CallLog {
  record(call: Call): void;
  see(request: SeenRequest): void;
  pay(work: PaidWork): void;
  counts(): readonly CallCount[];
  /** The last requests, newest last. */
  last(count: number): readonly SeenRequest[];
  /** The last that was paid for, newest last. */
  paid(): readonly PaidWork[];
  clear(): void;
}

/** How many requests are kept, and how many answers that were paid for. */
const kept = 200;
const paidKept = 20_000;

/** Counts calls by region, model, operation and outcome. */
export const createCallLog = (): CallLog => {
  let counts = new Map<string, CallCount>();
  let seen: SeenRequest[] = [];
  let paid: PaidWork[] = [];
  return {
    record(call) {
      const key = `${call.region} ${call.model} ${call.operation} ${call.outcome}`;
      const before = counts.get(key);
      counts.set(key, {
        ...call,
        count: (before?.count ?? 0) + 1,
        inputTokens: (before?.inputTokens ?? 0) + call.inputTokens,
        outputTokens: (before?.outputTokens ?? 0) + call.outputTokens,
        cacheReadTokens: (before?.cacheReadTokens ?? 0) + call.cacheReadTokens,
        cacheWriteTokens: (before?.cacheWriteTokens ?? 0) + call.cacheWriteTokens,
      });
    },
    see(request) {
      seen.push(request);
      if (seen.length > 2 * kept) seen = seen.slice(-kept);
    },
    pay(work) {
      paid.push(work);
      if (paid.length > 2 * paidKept) paid = paid.slice(-paidKept);
    },
    counts: () => [...counts.values()],
    last: (count) => seen.slice(-Math.min(count, kept)),
    paid: () => paid.slice(-paidKept),
    clear() {
      counts = new Map();
      seen = [];
      paid = [];
    },
  };
};
