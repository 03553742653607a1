import type { ModelReply } from '../../../core/bedrock/model-client';
import { createJobModel } from '../../../core/deferred/job-model';
import { silentLogger } from '../../../core/observability/logger';

const reply = (text: string): ModelReply => ({
  text,
  stopReason: 'end_turn',
  usage: { inputTokens: 10, outputTokens: 5 },
  costUsd: 0.001,
  model: 'claude-haiku-4-5',
  region: 'us-east-1',
  profileId: 'global.anthropic.claude-haiku-4-5-20251001-v1:0',
  attempts: 1,
});

const ask = (replies: string[], spend: () => Promise<void>) =>
  createJobModel({
    client: { invoke: async () => reply(replies.shift() ?? '') },
    model: () => 'claude-haiku-4-5',
    now: () => 0,
    spend,
    logger: silentLogger,
  })({
    kind: 'synopsis',
    system: 'Write.',
    content: [{ type: 'text', text: 'About this.' }],
    validate: (value) =>
      typeof value === 'object' && value !== null && 'fits' in value
        ? { ok: true, value }
        : { ok: false, details: [{ field: 'it', problem: 'does not fit' }] },
    signal: new AbortController().signal,
  });

describe('what a deferred job asks the model', () => {
  test('every reply is in the books, also one that did not fit', async () => {
    const booked: string[] = [];
    await ask(['{}', '{"fits":true}'], async () => void booked.push('booked'));
    expect(booked).toHaveLength(2);
  });

  test('a reply is not paid again because the books could not be written', async () => {
    await expect(
      ask(['{"fits":true}'], () => Promise.reject(new Error('DynamoDB is down'))),
    ).resolves.toEqual({
      fits: true,
    });
  });
});
