import { principalHeader } from '../../contracts/api-routes';
import { tableName } from '../../contracts/tables';
import type { HttpClient } from './http-client';
import type { Call } from './load';
import type { ChatSystem } from './start-chat-system';

/** What is asked; all with validation, session and cache on. */
export const scenarios = {
  /** New questions about the shop: nothing is looked up in the catalogue, the model answers. */
  answered: (number: number): string => `送料はいくらですか。注文番号は${number}です。`,
  /** New questions about manga: the catalogue is searched by words and by meaning, the model answers. */
  retrieved: (number: number): string => `冒険漫画の第${number}巻のおすすめを教えてください。`,
  /** One question that everybody asks: the cache answers. */
  cached: (): string => '冒険漫画のおすすめを教えてください。',
} as const;

export type Scenario = keyof typeof scenarios;

/** Each call is a first message of another customer. `run` keeps the ids of two runs apart. */
export const chatCall = (client: HttpClient, system: ChatSystem, scenario: Scenario, run: string): Call => {
  const message = scenarios[scenario];
  return (number) => {
    const request = {
      action: 'sendMessage',
      requestId: `${run}-${number}`,
      data: { message: message(number) },
    };
    return client.post(system.chatUrl, JSON.stringify(request), {
      [principalHeader]: `guest:bench-${run}-${number}`,
    });
  };
};

const modelBody = JSON.stringify({
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 1024,
  messages: [{ role: 'user', content: [{ type: 'text', text: '送料はいくらですか。' }] }],
});

/** The same model, asked without the chat between. */
export const modelCall = (client: HttpClient, system: ChatSystem): Call => {
  const modelId = encodeURIComponent('global.anthropic.claude-haiku-4-5-20251001-v1:0');
  const url = new URL(`/model/${modelId}/invoke`, system.modelUrl);
  return () =>
    client.post(url, modelBody, {
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20270101/us-east-1/bedrock/aws4_request, SignedHeaders=host, Signature=0',
    });
};

/** One conditional write to the emulated sessions table, without the SDK: of them a cached answer takes one, a new one two. */
export const storeCall = (client: HttpClient, system: ChatSystem, run: string): Call => {
  const url = new URL(system.storeUrl);
  return (number) => {
    const write = {
      TableName: tableName('local', 'sessions'),
      Item: { sessionId: { S: `${run}-${number}` }, entry: { S: '~head' }, owner: { S: 'guest:bench' } },
      ConditionExpression: 'attribute_not_exists(sessionId)',
    };
    return client.post(url, JSON.stringify(write), {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.PutItem',
      'x-amz-date': '20270101T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20270101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0',
    });
  };
};
