/**
 * What one million messages a day are made of. Each figure is an assumption until the store has figures of its own;
 * `npm run bench` measures those that the code decides.
 */
export interface Traffic {
  readonly messagesPerDay: number;
  /** Share of messages on the socket; the rest comes by REST. */
  readonly socketShare: number;
  /** Share of answers from the answer cache, which ask no model. */
  readonly cachedShare: number;
  /** Share of model calls that the fast model takes. */
  readonly fastShare: number;
  /** Tokens of one model call: system prompt, retrieved context, history and message; and the answer. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Frames that a socket is sent for one answer, the first and the last included. */
  readonly framesPerAnswer: number;
  readonly secondsPerAnswer: number;
  readonly messagesPerSession: number;
  readonly minutesPerSession: number;
  /** Of one message, in KB: logs and metrics, to and from Bedrock, to the customer. */
  readonly logKb: number;
  readonly modelKb: number;
  readonly replyKb: number;
  /** DynamoDB units of one message: history and connection read, question, answer and spend written. */
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Requests a second that one vCPU answers at half of its time. */
  readonly requestsPerVcpu: number;
  /** Busiest second over the day's mean. */
  readonly peak: number;
  /** Days for which sessions are kept, and KB of one message with its answer in the table. */
  readonly sessionDays: number;
  readonly turnKb: number;
}

export const millionMessagesADay: Traffic = {
  messagesPerDay: 1_000_000,
  socketShare: 0.7,
  cachedShare: 0.1,
  fastShare: 0.6,
  inputTokens: 1800,
  outputTokens: 350,
  framesPerAnswer: 20,
  secondsPerAnswer: 3,
  messagesPerSession: 4,
  minutesPerSession: 8,
  logKb: 5,
  modelKb: 20,
  replyKb: 6,
  readUnits: 4,
  writeUnits: 8,
  requestsPerVcpu: 25,
  peak: 4,
  sessionDays: 30,
  turnKb: 3,
};
