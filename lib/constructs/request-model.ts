import type { RequestModelName } from '../../contracts/api-routes';
import { chatRequestSchema, pingSchema } from '../../contracts/chat-request';

/** The draft-04 documents of `contracts/` that both gateways enforce, by the names that the routes use. */
export const requestModels: Readonly<Record<RequestModelName, object>> = {
  ChatRequest: chatRequestSchema,
  Ping: pingSchema,
};
