import { AwsError } from '../aws-error';
import type { Call, Operation } from '../calls/call-log';
import type { Fault } from '../faults/fault';
import type { FaultTarget } from '../faults/fault-board';
import { regionOf } from '../server/caller-of';
import type { Exchange } from '../server/exchange';
import type { StandIn } from './stand-in';

/** One call of a model that is being answered. */
export interface ModelCall {
  readonly exchange: Exchange;
  readonly modelId: string;
  readonly region: string;
  readonly operation: Operation;
  readonly target: FaultTarget;
  /** What strikes it, if anything does. */
  readonly fault: Fault | undefined;
  /** Counts the call, once: what comes second is ignored. */
  record(outcome: string, tokens?: Partial<Call>): void;
}

const noTokens = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };

/** Reads who calls what, and whether a fault strikes. */
export const openCall = (
  standIn: StandIn,
  exchange: Exchange,
  modelId: string,
  operation: Operation,
): ModelCall => {
  const region = regionOf(exchange.headers);
  const model = standIn.knownModel(modelId);
  const target = { region, modelId, model };
  const embeds = model?.description.kind === 'embedding';
  let recorded = false;
  const counted = embeds && operation === 'invoke' ? 'embed' : operation;
  return {
    exchange,
    modelId,
    region,
    operation: counted,
    target,
    fault: standIn.faults.strike(target),
    record(outcome, tokens = {}) {
      if (recorded) return;
      recorded = true;
      standIn.calls.record({
        ...noTokens,
        ...tokens,
        region,
        model: model?.key ?? modelId,
        operation: counted,
        outcome,
      });
    },
  };
};

const errorMessages = {
  ThrottlingException: 'Too many requests, please wait before trying again.',
  AccessDeniedException: "You don't have access to the model with the specified model ID.",
  InternalServerException:
    'The system encountered an unexpected error during processing. Try your request again.',
  ServiceUnavailableException: 'Bedrock is unable to process your request.',
  ModelTimeoutException: 'Model has timed out in processing the request. Try your request again.',
  ModelErrorException: 'The model returned an error while processing the request.',
  ModelStreamErrorException:
    'The system encountered an unexpected error during processing. Try your request again.',
  ModelNotReadyException: 'The model is not ready for inference requests. Please try again later.',
  ValidationException: 'The provided model identifier is invalid.',
} as const;

const hasMessage = (name: string): name is keyof typeof errorMessages => Object.hasOwn(errorMessages, name);

/** The AWS error that a fault answers with; undefined for faults that break connections or only delay. */
export const errorOfFault = (fault: Fault, inStream: boolean): AwsError | undefined => {
  const make = (name: AwsError['name']): AwsError =>
    new AwsError(
      name,
      hasMessage(name) ? errorMessages[name] : `${name} was asked for by a fault.`,
      fault.retryAfterSeconds,
    );
  if (fault.kind === 'throttle') return make('ThrottlingException');
  if (fault.kind === 'deny') return make('AccessDeniedException');
  if (fault.kind === 'retired') return make('ValidationException');
  if (fault.kind !== 'error') return undefined;
  return make(fault.error ?? (inStream ? 'ModelStreamErrorException' : 'InternalServerException'));
};
