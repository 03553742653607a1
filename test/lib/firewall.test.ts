import { environmentNames, environmentTemplates, type Json } from '../support/templates';

describe.each(environmentNames)('the firewall of %s', (name) => {
  const environment = environmentTemplates(name);
  const [acl] = environment.resources('AWS::WAFv2::WebACL');
  const rules: readonly Json[] = acl?.Properties['Rules'];

  test('reads bodies as far as 64 KB and refuses longer ones as too large', () => {
    expect(acl?.Properties['AssociationConfig']).toEqual({
      RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: 'KB_64' } },
    });
    const size = rules.find(({ Name }) => Name === 'body-size');
    expect(size.Statement.SizeConstraintStatement).toMatchObject({ ComparisonOperator: 'GT', Size: 65_536 });
    expect(size.Action.Block.CustomResponse.ResponseCode).toBe(413);
  });

  test('lets 4,000 characters of Japanese pass, which AWS’s own rules would refuse', () => {
    const common = rules.find(({ Name }) => Name === 'AWSManagedRulesCommonRuleSet');
    const counted = common.Statement.ManagedRuleGroupStatement.RuleActionOverrides;
    expect(counted).toContainEqual({ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } });
  });

  test('holds one address and one token to a rate', () => {
    const rates = rules.flatMap(({ Statement }) => Statement.RateBasedStatement ?? []);
    expect(rates.map(({ AggregateKeyType, Limit }) => [AggregateKeyType, Limit])).toEqual([
      ['IP', 3000],
      ['CUSTOM_KEYS', 3000],
    ]);
  });

  test('keeps neither tokens nor samples of what customers wrote', () => {
    const [logging] = environment.resources('AWS::WAFv2::LoggingConfiguration');
    expect(JSON.stringify(logging?.Properties['RedactedFields']).toLowerCase()).toContain('authorization');
    expect(JSON.stringify(acl)).not.toContain('"SampledRequestsEnabled":true');
  });

  test('stands before the REST API', () => {
    const [association] = environment.resources('AWS::WAFv2::WebACLAssociation');
    expect(JSON.stringify(association?.Properties['ResourceArn'])).toContain('/restapis/');
  });
});
