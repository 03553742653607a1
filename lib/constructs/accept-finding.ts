import { type IResolvable, Reference, Stack, Token, Tokenization, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Accepts one finding of the security rules for `construct` and what is in it; `id` is the finding's exact id. */
export const acceptFinding = (construct: IConstruct, id: string, reason: string): void => {
  Validations.of(construct).acknowledge({ id, reason });
};

const written = (part: unknown): string => {
  if (typeof part !== 'object' || part === null) return String(part);
  if ('Ref' in part) return `<${String(part.Ref)}>`;
  if ('Fn::GetAtt' in part && Array.isArray(part['Fn::GetAtt'])) return `<${part['Fn::GetAtt'].join('.')}>`;
  if ('Fn::ImportValue' in part) return String(part['Fn::ImportValue']);
  return JSON.stringify(part);
};

/** A reference to another stack becomes an import when the app is synthesized; the finding tells it as one. */
const asFindingTells = (scope: IConstruct, token: IResolvable): string => {
  const stack = Stack.of(scope);
  if (!Reference.isReference(token) || Stack.of(token.target) === stack) return written(stack.resolve(token));
  return written(stack.resolve(Stack.of(token.target).exportValue(Token.asString(token))));
};

/**
 * Accepts the finding that a policy of `construct` allows `arn`, which has a wildcard in it. The reason says why it is
 * the narrowest there is.
 */
export const acceptWildcard = (construct: IConstruct, arn: string, reason: string): void => {
  const resource: unknown = Tokenization.reverseString(arn)
    .mapTokens({ mapToken: (token) => asFindingTells(construct, token) })
    .join({ join: (left, right) => `${String(left ?? '')}${String(right ?? '')}` });
  acceptFinding(construct, `AwsSolutions-IAM5[Resource::${String(resource)}]`, reason);
};
