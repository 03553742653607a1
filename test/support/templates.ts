import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvironmentName } from '../../lib/config/environment-literal';

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

export const environmentNames = ['dev', 'staging', 'prod'] as const satisfies EnvironmentName[];

// oxlint-disable-next-line typescript/no-explicit-any -- a template is JSON of hundreds of shapes
export type Json = any;

export interface Resource {
  readonly stack: StackId;
  readonly id: string;
  readonly Type: string;
  readonly Properties: Readonly<Record<string, Json>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: readonly string[];
}

const root = (): string => {
  const directory = process.env['MANGA_ASSIST_TEMPLATES'];
  if (directory === undefined)
    throw new Error('Run these tests with jest: its set-up synthesizes the templates.');
  return directory;
};

/** A file of an environment's cloud assembly, as text; `prefix` tells one synthesis from another. */
export const readAssembly = (name: EnvironmentName, file: string, prefix = ''): string =>
  readFileSync(join(root(), `${prefix}${name}`, file), 'utf8');

export const assemblyRoot = root;

export const templateFile = (name: EnvironmentName, stack: StackId): string =>
  `manga-assist-${name}-${stack}.template.json`;

/** One environment as it is deployed. */
export interface SynthesizedEnvironment {
  readonly name: EnvironmentName;
  readonly template: (stack: StackId) => Readonly<Record<string, Json>>;
  /** All resources, or those of one type. */
  readonly resources: (type?: string) => readonly Resource[];
  /** The first resource of a type. */
  readonly first: (type: string) => Resource;
  /** The one resource of a type that has a property of a value. */
  readonly find: (type: string, property: string, value: Json) => Resource;
}

const parsed = new Map<string, SynthesizedEnvironment>();

const load = (name: EnvironmentName): SynthesizedEnvironment => {
  const templates = new Map<StackId, Json>(
    stackIds.map((stack) => [stack, JSON.parse(readAssembly(name, templateFile(name, stack)))]),
  );
  const all: readonly Resource[] = stackIds.flatMap((stack) =>
    Object.entries<Json>(templates.get(stack).Resources).map(([id, resource]) => ({
      Properties: {},
      ...resource,
      stack,
      id,
    })),
  );
  const resources = (type?: string): readonly Resource[] =>
    type === undefined ? all : all.filter((resource) => resource.Type === type);
  return {
    name,
    template: (stack) => templates.get(stack),
    resources,
    first: (type) => {
      const [found] = resources(type);
      if (found === undefined) throw new Error(`no ${type}`);
      return found;
    },
    find: (type, property, value) => {
      const found = resources(type).filter(({ Properties }) => Properties[property] === value);
      if (found.length !== 1)
        throw new Error(`${found.length} resources of ${type} with ${property} ${value}`);
      return found[0]!;
    },
  };
};

export const environmentTemplates = (name: EnvironmentName): SynthesizedEnvironment => {
  const known = parsed.get(name) ?? load(name);
  parsed.set(name, known);
  return known;
};

/** Text of a value that may hold references: `arn:…:{Ref}`. */
export const flatten = (value: Json): string => {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  if ('Ref' in value) return `{${value.Ref}}`;
  if ('Fn::GetAtt' in value) return `{${value['Fn::GetAtt'].join('.')}}`;
  if ('Fn::ImportValue' in value) return `{${flatten(value['Fn::ImportValue'])}}`;
  if ('Fn::Join' in value) return value['Fn::Join'][1].map(flatten).join(value['Fn::Join'][0]);
  if ('Fn::Sub' in value) return String(value['Fn::Sub']);
  return JSON.stringify(value);
};
