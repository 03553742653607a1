import type { RequestModelName } from '../../contracts/api-routes';
import { chatRequestSchema, pingSchema } from '../../contracts/chat-request';
import { createValidator, type Validator } from '../../core/json-schema/create-validator';

/** The gateway's request models: the same documents that API Gateway gets. */
export const requestModels: Readonly<Record<RequestModelName, Validator<unknown>>> = {
  ChatRequest: createValidator(chatRequestSchema),
  Ping: createValidator(pingSchema),
};
