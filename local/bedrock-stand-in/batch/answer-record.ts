import { AwsError, awsErrorStatus, validationError } from '../aws-error';
import { titanEmbedding } from '../embedding/titan-embedding';
import { isRecord } from '../is-record';
import { wholeMessage } from '../messages/message-events';
import { errorOfFault } from '../runtime/model-call';
import { prepareMessage } from '../runtime/prepare-message';
import { tokensOf } from '../runtime/send-whole-message';
import type { StandIn } from '../runtime/stand-in';
import type { BatchJob } from './batch-job';

interface RecordTokens {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

const noTokens: RecordTokens = { inputTokens: 0, outputTokens: 0 };

export interface AnsweredRecord extends RecordTokens {
  /** A line of the output. */
  readonly line: string;
  readonly succeeded: boolean;
}

interface Output {
  readonly modelOutput: unknown;
  readonly tokens: RecordTokens;
}

const outputOf = (standIn: StandIn, job: BatchJob, modelInput: unknown): Output => {
  const fault = standIn.faults.strike(job.target);
  const refusal =
    fault === undefined || fault.kind === 'slow'
      ? undefined
      : (errorOfFault(fault, false) ??
        new AwsError('InternalServerException', 'The record was not processed.'));
  if (refusal !== undefined) throw refusal;
  if (job.model.description.kind === 'embedding') {
    const modelOutput = titanEmbedding(modelInput);
    return { modelOutput, tokens: { inputTokens: modelOutput.inputTextTokenCount, outputTokens: 0 } };
  }
  const facts = prepareMessage(standIn, job.target, job.model, 'batch', modelInput);
  const { inputTokens, outputTokens } = tokensOf(facts);
  return { modelOutput: wholeMessage(facts), tokens: { inputTokens, outputTokens } };
};

const parseLine = (line: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const count = (standIn: StandIn, job: BatchJob, outcome: string, tokens: RecordTokens): void => {
  standIn.calls.record({
    region: job.target.region,
    model: job.model.key,
    operation: 'batch',
    outcome,
    ...tokens,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
  });
};

/** Answers one line of the input. One that cannot be answered gets an `error` in place of its output. */
export const answerRecord = (
  standIn: StandIn,
  job: BatchJob,
  line: string,
  index: number,
): AnsweredRecord => {
  const record = parseLine(line);
  const given = record?.['recordId'];
  const recordId = typeof given === 'string' ? given : `REC${String(index).padStart(8, '0')}`;
  const modelInput = record?.['modelInput'];
  try {
    if (modelInput === undefined) throw validationError('The record has no modelInput.');
    const { modelOutput, tokens } = outputOf(standIn, job, modelInput);
    count(standIn, job, 'ok', tokens);
    return { line: JSON.stringify({ recordId, modelInput, modelOutput }), succeeded: true, ...tokens };
  } catch (reason) {
    if (!(reason instanceof AwsError)) throw reason;
    count(standIn, job, reason.name, noTokens);
    const error = { errorCode: awsErrorStatus[reason.name], errorMessage: reason.message };
    return {
      line: JSON.stringify({ recordId, modelInput: modelInput ?? null, error }),
      succeeded: false,
      ...noTokens,
    };
  }
};
