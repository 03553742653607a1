import type { EnvironmentName } from '../../lib/config/environment-literal';
import { environmentTemplates, flatten, type Json, type StackId } from './templates';

/** Hashes of assets, of deployments and in the names of exports, which change without anybody's doing. */
const masked = (text: string): string =>
  text
    .replace(/[0-9a-f]{64}/g, 'HASH')
    .replace(/RestDeployment[0-9a-f]{16}/g, 'RestDeploymentHASH')
    .replace(/(ExportsOutput\w+?)[0-9A-F]{8}(?=\b|\})/g, '$1');

/** Without the environment's name, where it says nothing. */
const nameless = (line: string, name: EnvironmentName): string =>
  line
    .replace(new RegExp(`(manga-assist[-/]|Value: |#)${name}(?=[-/.:,"\\s)}]|$)`, 'g'), '$1ENV')
    .replace(new RegExp(`mangaassist${name}(\\w+?)[0-9A-F]{8}(?=\\b)`, 'g'), 'mangaassistENV$1');

const isReference = (value: Json): boolean =>
  ['Ref', 'Fn::GetAtt', 'Fn::ImportValue', 'Fn::Join', 'Fn::Sub'].some((key) => key in value);

/** JSON in a string reads better as what it is. */
const opened = (value: Json): Json => {
  const text = flatten(value);
  if (!text.startsWith('{"widgets"')) return value;
  return JSON.parse(text);
};

const isPlain = (value: Json): boolean => typeof value !== 'object' || value === null || isReference(value);

/** Like YAML, but references are one word: `{QueueId.Arn}`. */
const render = (value: Json, indent: string): readonly string[] => {
  if (Array.isArray(value)) {
    return value.flatMap((item) => {
      if (isPlain(item)) return [`${indent}- ${flatten(item)}`];
      const [first = '', ...rest] = render(item, `${indent}  `);
      return [`${indent}- ${first.trimStart()}`, ...rest];
    });
  }
  return Object.entries<Json>(value)
    .filter(([name]) => name !== 'Tags')
    .map(([name, child]) => [name, isPlain(child) ? opened(child) : child] as const)
    .flatMap(([name, child]) =>
      isPlain(child)
        ? [`${indent}${name}: ${flatten(child)}`]
        : [`${indent}${name}:`, ...render(child, `${indent}  `)],
    );
};

type Sections = ReadonlyMap<string, readonly string[]>;

const sectionsOf = (name: EnvironmentName, stack: StackId): Sections => {
  const { Resources } = environmentTemplates(name).template(stack);
  return new Map(
    Object.entries<Json>(Resources)
      .filter(([, { Type }]) => Type !== 'AWS::CDK::Metadata')
      .map(([id, { Type, Metadata: _metadata, ...rest }]) => [
        masked(`${Type} ${id}`),
        render(rest, '  ').map((line) => masked(nameless(line, name))),
      ]),
  );
};

/** A stack as a reviewer reads it: a section for each resource. */
export const renderStack = (name: EnvironmentName, stack: StackId): string =>
  [...sectionsOf(name, stack)].map(([title, lines]) => [title, ...lines].join('\n')).join('\n\n');

const without = (lines: readonly string[], others: readonly string[], mark: string): readonly string[] =>
  lines.filter((line) => !others.includes(line)).map((line) => `${mark}${line}`);

/** Where an environment's stack is not that of prod: `+` has it, `-` prod has it. */
export const renderDifference = (name: EnvironmentName, stack: StackId): string => {
  const here = sectionsOf(name, stack);
  const prod = sectionsOf('prod', stack);
  const titles = [...new Set([...prod.keys(), ...here.keys()])];
  return titles
    .map((title) => ({
      title: here.has(title) ? (prod.has(title) ? title : `+ ${title}`) : `- ${title}`,
      lines: [
        ...without(prod.get(title) ?? [], here.get(title) ?? [], '-'),
        ...without(here.get(title) ?? [], prod.get(title) ?? [], '+'),
      ],
      alone: here.has(title) !== prod.has(title),
    }))
    .filter(({ lines, alone }) => alone || lines.length > 0)
    .map(({ title, lines, alone }) => [title, ...(alone ? [] : lines)].join('\n'))
    .join('\n\n');
};
