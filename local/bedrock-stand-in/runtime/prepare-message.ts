import { composeAnswer } from '../answers/compose-answer';
import { describeManga } from '../answers/described-manga';
import { readPrompt } from '../answers/prompt';
import { stableFraction } from '../answers/stable-hash';
import { validationError } from '../aws-error';
import type { Operation, SeenRequest } from '../calls/call-log';
import type { FaultTarget } from '../faults/fault-board';
import { generate } from '../messages/generate';
import type { MessageFacts } from '../messages/message-events';
import { type MessagesRequest, textOf } from '../messages/messages-request';
import { parseMessagesRequest } from '../messages/parse-messages-request';
import type { InputUsage } from '../messages/prompt-cache';
import type { ResolvedModel } from '../models/resolve-model';
import type { StandIn } from './stand-in';

/** Tokens that Claude 4.5 and later may generate; our own limits in the catalogue are lower. */
const maxOutputTokens = 64_000;

const seenRequest = (
  target: FaultTarget,
  model: ResolvedModel,
  operation: Operation,
  request: MessagesRequest,
  task: string,
): SeenRequest => ({
  region: target.region,
  model: model.key,
  modelId: target.modelId,
  operation,
  task,
  maxTokens: request.maxTokens,
  system: textOf(request.system),
  messages: request.messages.map(({ role, blocks }) => ({
    role,
    text: textOf(blocks),
    images: blocks.filter(({ type }) => type === 'image').length,
  })),
});

/** The answer to a Messages API request, and what it costs. Throws what Bedrock refuses. */
export const prepareMessage = (
  standIn: StandIn,
  target: FaultTarget,
  model: ResolvedModel,
  operation: Operation,
  input: unknown,
): MessageFacts => {
  const request = parseMessagesRequest(input, maxOutputTokens);
  const { promptCaching } = model.description.can;
  const usage = standIn.promptCache.account(
    `${target.region} ${model.key}`,
    request,
    promptCaching === false ? undefined : promptCaching.minimumTokens,
  );
  checkContext(usage, model.description.contextTokens);
  const prompt = readPrompt(request);
  standIn.calls.see(seenRequest(target, model, operation, request, prompt.task));
  const spoiltShare = standIn.faults.spoiltShare(target);
  const answer = composeAnswer(prompt, (item) => spoiltShare > 0 && stableFraction(item) < spoiltShare);
  const about = { task: prompt.task, titles: prompt.items.map((item) => describeManga(item).title) };
  return { model, input: usage, generation: generate(answer, request), about };
};

const checkContext = (usage: InputUsage, contextTokens: number): void => {
  const tokens = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
  if (tokens > contextTokens) {
    throw validationError(`prompt is too long: ${tokens} tokens > ${contextTokens} maximum`);
  }
};
