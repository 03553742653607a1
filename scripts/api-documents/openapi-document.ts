import { type RestRoute, restRoutes } from '../../contracts/api-routes';
import { chatRequestSchema } from '../../contracts/chat-request';
import {
  chatReplySchema,
  clearReplySchema,
  deferredReplySchema,
  errorBodySchema,
  guestReplySchema,
  historyReplySchema,
} from '../../contracts/reply-schemas';
import { actions, idempotency, limits, tokens } from './descriptions';
import { documentSchema, type JsonObject } from './document-schema';
import { errorResponses } from './error-replies';
import { requestExamples } from './request-examples';

type Operation = (typeof restRoutes)[number]['operation'];

const schemas = {
  ChatRequest: chatRequestSchema,
  ChatReply: chatReplySchema,
  DeferredReply: deferredReplySchema,
  HistoryReply: historyReplySchema,
  ClearReply: clearReplySchema,
  GuestReply: guestReplySchema,
  ErrorBody: errorBodySchema,
  Health: {
    title: 'Health',
    type: 'object',
    required: ['status'],
    properties: { status: { type: 'string', enum: ['up'] } },
  },
} as const;

const ref = (name: keyof typeof schemas): JsonObject => ({ $ref: `#/components/schemas/${name}` });

const reply = (description: string, schema: JsonObject): JsonObject => ({
  description,
  headers: { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } },
  content: { 'application/json': { schema } },
});

/** What a route has beyond its entry in the contracts. A new route does not compile before it is described. */
const details: Readonly<Record<Operation, { readonly about: JsonObject; readonly replies: JsonObject }>> = {
  chat: {
    about: {
      description: `${actions}\n\n${idempotency}`,
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: ref('ChatRequest'),
            examples: Object.fromEntries(
              Object.entries(requestExamples).map(([action, value]) => [
                action,
                { value: documentSchema(value) },
              ]),
            ),
          },
        },
      },
    },
    replies: {
      '200': reply('The reply to the action: an answer, a page of history, or that the session is cleared.', {
        oneOf: [ref('ChatReply'), ref('HistoryReply'), ref('ClearReply')],
      }),
      '202': reply(
        'The models are overloaded and `data.notifyWhenBusy` was true: the answer comes later, into the session.',
        ref('DeferredReply'),
      ),
    },
  },
  guest: {
    about: { description: `${tokens}\n\nThe reply is not to be cached. There is no body.` },
    replies: { '200': reply('A guest token.', ref('GuestReply')) },
  },
  health: {
    about: { description: 'Whether a process answers. It says nothing about what the process depends on.' },
    replies: { '200': reply('The service is up.', ref('Health')) },
  },
};

const security = (route: RestRoute): readonly JsonObject[] => {
  if (route.caller === 'principal') return [{ token: [] }];
  return route.operation === 'guest' ? [{}, { token: [] }] : [];
};

const operationOf = (route: (typeof restRoutes)[number]): JsonObject => {
  const { about, replies } = details[route.operation];
  return {
    operationId: route.operation,
    summary: route.summary,
    security: security(route),
    ...about,
    responses: { ...replies, ...errorResponses(route.operation) },
  };
};

/** The REST API as an OpenAPI 3.0 document, whose schemas are nearest to the draft-04 of the contracts. */
export const openApiDocument = (): JsonObject => ({
  openapi: '3.0.3',
  info: {
    title: 'MangaAssist REST API',
    version: '1.0.0',
    license: { name: 'UNLICENSED' },
    description: `${tokens}\n\n${limits}`,
  },
  servers: [
    { url: 'http://127.0.0.1:8787', description: 'One machine: npm run local' },
    {
      url: 'https://{apiId}.execute-api.{region}.amazonaws.com/{stage}',
      description: 'AWS: the parameter /manga-assist/{environment}/deployed/rest-api-url',
      variables: {
        apiId: { default: 'abcdef1234' },
        region: { default: 'us-east-1' },
        stage: { default: 'prod' },
      },
    },
  ],
  paths: Object.fromEntries(
    restRoutes.map((route) => [route.path, { [route.method.toLowerCase()]: operationOf(route) }]),
  ),
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    headers: {
      RequestId: {
        description: 'The id of the request, also in error bodies. Name it when you ask for help.',
        schema: { type: 'string' },
      },
      RetryAfter: {
        description: 'Seconds to wait before the request is sent again.',
        schema: { type: 'integer', minimum: 1 },
      },
    },
    schemas: Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [name, documentSchema(schema)]),
    ),
  },
});
