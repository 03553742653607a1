import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';

interface ManagedGroup {
  readonly name: string;
  /** Rules that only count: each would refuse what customers do. */
  readonly countOnly: readonly string[];
}

/**
 * AWS's groups of rules
 * (https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html).
 */
const groups: readonly ManagedGroup[] = [
  { name: 'AWSManagedRulesAmazonIpReputationList', countOnly: [] },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet', countOnly: [] },
  {
    name: 'AWSManagedRulesCommonRuleSet',
    countOnly: [
      // Refuses bodies above 8 KB: 2,700 characters of Japanese.
      'SizeRestrictions_BODY',
      // A customer may paste a link, a path or a title with brackets; the orchestrator refuses scripts itself.
      'GenericRFI_BODY',
      'GenericLFI_BODY',
      'CrossSiteScripting_BODY',
      'EC2MetaDataSSRF_BODY',
      // Shops' servers call without one.
      'NoUserAgent_HEADER',
    ],
  },
];

/** The rules, from one priority on. */
export const managedRules = (
  firstPriority: number,
  visibility: (metricName: string) => CfnWebACL.VisibilityConfigProperty,
): CfnWebACL.RuleProperty[] =>
  groups.map(({ name, countOnly }, index) => ({
    name,
    priority: firstPriority + index,
    overrideAction: { none: {} },
    visibilityConfig: visibility(name),
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: countOnly.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
  }));
