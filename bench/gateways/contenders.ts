import { principalHeader } from '../../contracts/api-routes';
import { chatSystemPrompt } from '../../core/prompt/chat-system-prompt';
import type { HttpClient } from '../chat/http-client';
import type { Call } from '../chat/load';
import { scenarios } from '../chat/scenarios';

/** Who is asked. `direct` is the model without anything between. */
export const contenders = ['ours', 'portkey', 'direct'] as const;
export type Contender = (typeof contenders)[number];

export interface Endpoints {
  readonly chat: URL;
  readonly portkey: string;
  readonly model: string;
}

const modelId = 'global.anthropic.claude-haiku-4-5-20251001-v1:0';
/** What ours sends too. */
const system = chatSystemPrompt('ja');

const headersOf = (model: string): Readonly<Record<string, string>> => ({
  'x-portkey-provider': 'bedrock',
  'x-portkey-aws-access-key-id': 'local',
  'x-portkey-aws-secret-access-key': 'local',
  'x-portkey-aws-region': 'us-east-1',
  'x-portkey-custom-host': model,
});

/** The same new question to each, in the words of its own API. `run` keeps the ids of two runs apart. */
export const callsOf = (
  client: HttpClient,
  { chat, portkey, model }: Endpoints,
): Readonly<Record<Contender, (run: string) => Call>> => {
  const completions = new URL('/v1/chat/completions', portkey);
  const portkeyHeaders = headersOf(model);
  const converse = new URL(`/model/${encodeURIComponent(modelId)}/converse`, model);
  return {
    ours: (run) => (number) =>
      client.post(
        chat,
        JSON.stringify({
          action: 'sendMessage',
          requestId: `${run}-${number}`,
          data: { message: scenarios.answered(number) },
        }),
        { [principalHeader]: `guest:bench-${run}-${number}` },
      ),
    portkey: () => (number) =>
      client.post(
        completions,
        JSON.stringify({
          model: modelId,
          max_tokens: 1024,
          messages: [
            { role: 'system', content: system },
            { role: 'user', content: scenarios.answered(number) },
          ],
        }),
        portkeyHeaders,
      ),
    direct: () => (number) =>
      client.post(
        converse,
        JSON.stringify({
          system: [{ text: system }],
          messages: [{ role: 'user', content: [{ text: scenarios.answered(number) }] }],
        }),
      ),
  };
};
