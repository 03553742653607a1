/** Whether an IAM policy resource (`*` any characters, `?` one) covers an ARN. */
const covers = (resource: string, arn: string): boolean => {
  const pattern = resource
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${pattern}$`).test(arn);
};

export interface PolicyStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

const list = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value;

/** Whether an authorizer's policy lets a method be called: an explicit Deny wins, and without an Allow it does not. */
export const allows = (statements: readonly PolicyStatement[], methodArn: string): boolean => {
  const matching = statements.filter(
    ({ Action, Resource }) =>
      list(Action).some((action) => covers(action, 'execute-api:Invoke')) &&
      list(Resource).some((resource) => covers(resource, methodArn)),
  );
  return (
    matching.some(({ Effect }) => Effect === 'Allow') && matching.every(({ Effect }) => Effect !== 'Deny')
  );
};
