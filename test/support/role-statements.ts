import { listOf, statementsOf } from './template-rules';
import { flatten, type Resource, type SynthesizedEnvironment } from './templates';

export interface RoleStatement {
  readonly role: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: unknown;
}

const policies = (environment: SynthesizedEnvironment): readonly Resource[] =>
  environment.resources('AWS::IAM::Policy');

/** Every statement of the policies of every role, by the role's id: `api/SocketBridgeRole`. */
export const roleStatements = (environment: SynthesizedEnvironment): readonly RoleStatement[] =>
  policies(environment).flatMap((policy) =>
    statementsOf(policy).map((statement) => ({
      role: `${policy.stack}/${flatten(policy.Properties['Roles'][0]).replace(/[{}]|[0-9A-F]{8}(?=})/g, '')}`,
      effect: statement.Effect,
      actions: listOf(statement.Action),
      resources: (Array.isArray(statement.Resource) ? statement.Resource : [statement.Resource]).map(flatten),
      conditions: statement.Condition,
    })),
  );
