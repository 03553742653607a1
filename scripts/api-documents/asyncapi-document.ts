import { socketSubprotocol } from '../../contracts/api-routes';
import { chatRequestSchema, pingSchema } from '../../contracts/chat-request';
import { type FrameType, frameSchemas } from '../../contracts/frame-schemas';
import { socketCloseCodes } from '../../contracts/socket-limits';
import { actions, frames, idempotency, tokens } from './descriptions';
import { documentSchema, type JsonObject } from './document-schema';
import { requestExamples } from './request-examples';

const frameSummaries: Readonly<Record<FrameType, string>> = {
  start: 'The message is being answered, in this session.',
  delta: 'The next piece of the answer.',
  end: 'The answer is complete and stored; what is known about it.',
  history: 'A page of turns, newest last. A turn too large for a frame is cut, and says so.',
  cleared: 'The session is gone.',
  deferred: 'The models are overloaded and `data.notifyWhenBusy` was true: the answer comes later.',
  pong: 'The reply to a ping.',
  error: 'The request failed. The message is in the language that it asked for.',
};

const message = (summary: string, schema: object, examples: readonly object[] = []): JsonObject => ({
  summary,
  contentType: 'application/json',
  payload: documentSchema(schema),
  ...(examples.length > 0 && { examples: examples.map((payload) => ({ payload: documentSchema(payload) })) }),
});

const messages: Readonly<Record<string, JsonObject>> = {
  chatRequest: message(
    'A message, or what is to be done with a session.',
    chatRequestSchema,
    Object.values(requestExamples),
  ),
  ping: message('Keeps the socket open.', pingSchema, [{ action: 'ping', requestId: 'keep-1' }]),
  ...Object.fromEntries(
    Object.entries(frameSummaries).map(([type, summary]) => [
      type,
      message(summary, Object.entries(frameSchemas).find(([name]) => name === type)?.[1] ?? {}),
    ]),
  ),
};

const inChannel = (name: string): JsonObject => ({ $ref: `#/channels/chat/messages/${name}` });

const closeCodes = Object.entries(socketCloseCodes)
  .map(([code, meaning]) => `- ${code}: ${meaning}`)
  .join('\n');

const tokenPlaces = ['bearer', 'query', 'subprotocol'].map((name) => ({
  $ref: `#/components/securitySchemes/${name}`,
}));

/** The WebSocket API as an AsyncAPI 3 document, seen from the server: it receives what clients send. */
export const asyncApiDocument = (): JsonObject => ({
  asyncapi: '3.0.0',
  info: {
    title: 'MangaAssist WebSocket API',
    version: '1.0.0',
    license: { name: 'UNLICENSED' },
    description: `${tokens}\n\n${frames}\n\nCodes with which a socket closes:\n\n${closeCodes}`,
  },
  defaultContentType: 'application/json',
  servers: {
    local: {
      host: '127.0.0.1:8787',
      pathname: '/socket',
      protocol: 'ws',
      description: 'One machine: npm run local',
      security: tokenPlaces,
    },
    aws: {
      host: '{apiId}.execute-api.{region}.amazonaws.com',
      pathname: '/{stage}',
      protocol: 'wss',
      description: 'AWS: the parameter /manga-assist/{environment}/deployed/web-socket-url',
      variables: {
        apiId: { default: 'ghijkl5678' },
        region: { default: 'us-east-1' },
        stage: { default: 'prod' },
      },
      security: tokenPlaces,
    },
  },
  channels: {
    chat: {
      address: null,
      description: 'One socket; requests and their frames are matched by `requestId`.',
      messages: Object.fromEntries(
        Object.keys(messages).map((name) => [name, { $ref: `#/components/messages/${name}` }]),
      ),
      bindings: {
        ws: {
          method: 'GET',
          query: {
            type: 'object',
            properties: { token: { type: 'string', description: 'A token, where no header can be set.' } },
          },
          headers: {
            type: 'object',
            properties: {
              Authorization: { type: 'string', description: 'Bearer and a token.' },
              'Sec-WebSocket-Protocol': {
                type: 'string',
                description: `\`${socketSubprotocol}, <token>\`: what a browser sends for \`new WebSocket(url, ['${socketSubprotocol}', token])\`.`,
              },
            },
          },
          bindingVersion: '0.1.0',
        },
      },
    },
  },
  operations: {
    receiveRequest: {
      action: 'receive',
      channel: { $ref: '#/channels/chat' },
      summary: 'What a client sends.',
      description: `${actions}\n\n${idempotency}`,
      messages: [inChannel('chatRequest'), inChannel('ping')],
    },
    sendFrame: {
      action: 'send',
      channel: { $ref: '#/channels/chat' },
      summary: 'What the server sends.',
      messages: Object.keys(frameSummaries).map(inChannel),
    },
  },
  components: {
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      query: { type: 'httpApiKey', in: 'query', name: 'token' },
      subprotocol: { type: 'httpApiKey', in: 'header', name: 'Sec-WebSocket-Protocol' },
    },
    messages,
  },
});
