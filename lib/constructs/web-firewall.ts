import { Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { maxBodyBytes } from '../../contracts/api-routes';
import type { ApiLiteral } from '../config/environment-literal';
import { firewallRefusals, refuse } from './firewall-refusals';
import { logGroupProps } from './log-retention';
import { managedRules } from './managed-firewall-rules';

export interface WebFirewallProps {
  /** Full name of the web ACL. */
  readonly name: string;
  readonly limits: ApiLiteral['firewall'];
  /** ARN of the REST API's stage. */
  readonly stageArn: string;
  readonly logRetentionDays: number;
}

const visibility = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  // A sampled request would show what a customer wrote.
  sampledRequestsEnabled: false,
});

/**
 * The firewall of the REST API: body size, rates by address and by token, and AWS's groups of rules. A long prompt in
 * Japanese passes (12 KB of UTF-8 for 4,000 characters, where AWS's own size rule refuses above 8 KB), a body above
 * 64 KB does not: it is inspected as far as that. WebSocket APIs take no firewall; their throttles and models stand.
 */
export class WebFirewall extends Construct {
  readonly acl: CfnWebACL;

  constructor(scope: Construct, id: string, props: WebFirewallProps) {
    super(scope, id);
    this.acl = new CfnWebACL(this, 'Acl', {
      name: props.name,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('firewall'),
      associationConfig: { requestBody: { API_GATEWAY: { defaultSizeInspectionLimit: 'KB_64' } } },
      customResponseBodies: firewallRefusals,
      rules: [
        {
          name: 'body-size',
          priority: 0,
          action: refuse('tooLarge'),
          visibilityConfig: visibility('body-size'),
          statement: {
            sizeConstraintStatement: {
              fieldToMatch: { body: { oversizeHandling: 'MATCH' } },
              comparisonOperator: 'GT',
              size: maxBodyBytes,
              textTransformations: [{ priority: 0, type: 'NONE' }],
            },
          },
        },
        this.rateRule('rate-by-address', 1, props.limits.requestsPerAddress, { aggregateKeyType: 'IP' }),
        this.rateRule('rate-by-token', 2, props.limits.requestsPerToken, {
          aggregateKeyType: 'CUSTOM_KEYS',
          customKeys: [
            { header: { name: 'authorization', textTransformations: [{ priority: 0, type: 'NONE' }] } },
          ],
        }),
        ...managedRules(3, visibility),
      ],
    });
    new CfnWebACLAssociation(this, 'Association', {
      resourceArn: props.stageArn,
      webAclArn: this.acl.attrArn,
    });
    this.logRefusals(props);
  }

  private rateRule(
    name: string,
    priority: number,
    limit: number,
    key: Pick<CfnWebACL.RateBasedStatementProperty, 'aggregateKeyType' | 'customKeys'>,
  ): CfnWebACL.RuleProperty {
    return {
      name,
      priority,
      action: refuse('rateLimited'),
      visibilityConfig: visibility(name),
      statement: { rateBasedStatement: { ...key, limit, evaluationWindowSec: 300 } },
    };
  }

  /** What was refused, without tokens; nothing of what was let through. */
  private logRefusals(props: WebFirewallProps): void {
    const logs = new LogGroup(this, 'Logs', {
      ...logGroupProps(props.logRetentionDays),
      // WAF delivers to groups with this prefix alone.
      logGroupName: `aws-waf-logs-${props.name}`,
    });
    new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: this.acl.attrArn,
      logDestinationConfigs: [
        Stack.of(this).formatArn({ service: 'logs', resource: `log-group:${logs.logGroupName}` }),
      ],
      redactedFields: [{ singleHeader: { Name: 'authorization' } }],
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: [{ ActionCondition: { Action: 'BLOCK' } }],
          },
        ],
      },
    });
  }
}
