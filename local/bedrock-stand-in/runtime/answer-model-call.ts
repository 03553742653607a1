import { validationError } from '../aws-error';
import { titanEmbedding } from '../embedding/titan-embedding';
import type { Exchange } from '../server/exchange';
import { sendAwsError, sendJson, toAwsError } from '../server/send';
import { wait } from '../server/wait';
import { type ModelCall, openCall } from './model-call';
import { parseJsonBody } from './parse-json-body';
import { prepareMessage } from './prepare-message';
import { sendWholeMessage } from './send-whole-message';
import type { StandIn } from './stand-in';
import { streamMessage } from './stream-message';
import { isNobodyThere, strikeBeforeAnswer } from './strike-before-answer';

const answer = async (standIn: StandIn, call: ModelCall): Promise<void> => {
  const { exchange, target } = call;
  await strikeBeforeAnswer(call);
  const body = parseJsonBody(await exchange.body());
  const model = standIn.resolveModel(call.modelId, call.region);

  if (model.description.kind === 'embedding') {
    if (call.operation === 'stream') throw validationError('The model is unsupported for streaming.');
    const embedding = titanEmbedding(body);
    // Embeddings are much faster than answers.
    await wait(standIn.settings.get().latencyMs / 4, exchange.gone);
    call.record('ok', { inputTokens: embedding.inputTextTokenCount });
    sendJson(exchange, 200, embedding, {
      'x-amzn-bedrock-input-token-count': embedding.inputTextTokenCount,
    });
    return;
  }
  const facts = prepareMessage(standIn, target, model, call.operation, body);
  await (call.operation === 'stream' ? streamMessage : sendWholeMessage)(standIn, call, facts);
};

/** Answers InvokeModel or InvokeModelWithResponseStream, or fails as the region's fault says. */
export const answerModelCall = async (
  standIn: StandIn,
  exchange: Exchange,
  modelId: string,
  operation: 'invoke' | 'stream',
): Promise<void> => {
  const call = openCall(standIn, exchange, modelId, operation);
  try {
    await answer(standIn, call);
  } catch (error) {
    if (isNobodyThere(error) || exchange.gone.aborted) {
      call.record('gone');
      return;
    }
    const refusal = toAwsError(error);
    call.record(refusal.name);
    sendAwsError(exchange, refusal);
  }
};
