import { currentEnrichmentPromptVersion, type Enrichment } from '../../contracts/enrichment';
import type { EnrichmentJob } from '../../contracts/enrichment-job';
import type { ModelReply } from '../../core/bedrock/model-client';

export const buildJob = (changes: Partial<EnrichmentJob> = {}): EnrichmentJob => ({
  jobId: 'import:C1:1',
  catalogId: 'C1',
  item: {
    title: '進撃の巨人',
    titleReading: 'シンゲキノキョジン',
    creators: ['諫山創'],
    publishedFrom: '2009-09-09',
  },
  requestedBy: 'test',
  requestedAt: '2026-11-24T00:00:00.000Z',
  promptVersion: currentEnrichmentPromptVersion,
  ...changes,
});

export const buildEnrichment = (changes: Partial<Enrichment> = {}): Enrichment => ({
  synopsis: '巨人に囲まれた壁の中で暮らす人類の戦いを描く。',
  genres: ['action', 'fantasy'],
  tags: ['巨人', '復讐'],
  audience: 'shonen',
  contentWarnings: ['violence'],
  searchKeywords: ['shingeki no kyojin'],
  titleEnglish: 'Attack on Titan',
  titleChinese: '进击的巨人',
  ...changes,
});

export const buildReply = (changes: Partial<ModelReply> = {}): ModelReply => ({
  text: JSON.stringify(buildEnrichment()),
  model: 'claude-haiku-4-5',
  region: 'us-east-1',
  profileId: 'global.anthropic.claude-haiku-4-5-20251001-v1:0',
  stopReason: 'end_turn',
  usage: { inputTokens: 900, outputTokens: 400 },
  costUsd: 0.0029,
  attempts: 1,
  ...changes,
});
