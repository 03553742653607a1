import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { EnvironmentLiteral, EnvironmentName } from '../../lib/config/environment-literal';
import { environments } from '../../lib/config/environments';
import { MangaAssistStage } from '../../lib/manga-assist-stage';
import { fixtureBundles } from './fixture-bundles';

export const stackIds = [
  'network',
  'data',
  'messaging',
  'orchestrator',
  'api',
  'enrichment',
  'observability',
] as const;
export type StackId = (typeof stackIds)[number];

// oxlint-disable-next-line typescript/no-explicit-any -- a template is JSON of hundreds of shapes
export type Json = any;

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, Json>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: readonly string[];
}

export interface PlacedResource extends Resource {
  readonly stack: StackId;
  readonly id: string;
}

/** One environment as it is deployed. */
export class SynthesizedEnvironment {
  private readonly templates: Readonly<Record<StackId, Template>>;

  constructor(readonly literal: EnvironmentLiteral) {
    const app = createApp();
    const stage = new MangaAssistStage(app, { environment: literal, bundles, runbookUrl });
    this.templates = Object.fromEntries(stackIds.map((id) => [id, Template.fromStack(stage[id])])) as Record<
      StackId,
      Template
    >;
  }

  template(stack: StackId): Template {
    return this.templates[stack];
  }

  json(stack: StackId): Readonly<Record<string, Json>> {
    return this.templates[stack].toJSON();
  }

  /** All resources of a type, of every stack or of one. */
  resources(type: string, inStack?: StackId): readonly PlacedResource[] {
    return stackIds
      .filter((stack) => inStack === undefined || stack === inStack)
      .flatMap((stack) =>
        Object.entries(this.templates[stack].findResources(type)).map(
          ([id, resource]) => ({ ...resource, stack, id }) as PlacedResource,
        ),
      );
  }

  allResources(): readonly PlacedResource[] {
    return stackIds.flatMap((stack) =>
      Object.entries(this.json(stack)['Resources'] as Record<string, Resource>).map(([id, resource]) => ({
        ...resource,
        stack,
        id,
      })),
    );
  }
}

const bundles = fixtureBundles();
export const runbookUrl = 'docs/runbook.md';

/** An app with the flags of cdk.json; jest does not see them by itself. */
export const createApp = (context: Readonly<Record<string, unknown>> = {}): App => {
  const { context: flags } = JSON.parse(readFileSync(join(__dirname, '../../cdk.json'), 'utf8'));
  return new App({
    context: { ...flags, 'aws:cdk:bundling-stacks': [], ...context },
    builtinCloudFormationValidation: false,
  });
};

const synthesized = new Map<EnvironmentName, SynthesizedEnvironment>();

/** Synthesized once for each environment and test file. */
export const synthesize = (name: EnvironmentName): SynthesizedEnvironment => {
  const known = synthesized.get(name);
  if (known !== undefined) return known;
  const fresh = new SynthesizedEnvironment(environments[name]);
  synthesized.set(name, fresh);
  return fresh;
};

export const environmentNames = Object.keys(environments) as EnvironmentName[];
