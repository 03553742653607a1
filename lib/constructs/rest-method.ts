import { CfnMethod, type CfnModel } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import {
  principalExpiryHeader,
  principalHeader,
  type RequestModelName,
  type RestRoute,
  requestIdHeader,
  socketTimeoutsMs,
} from '../../contracts/api-routes';
import { acceptFinding } from './accept-finding';

/** The orchestrator as a private integration reaches it. */
export interface Backend {
  readonly vpcLinkId: string;
  readonly loadBalancerArn: string;
  /** Base URL: its host becomes the `Host` header. */
  readonly url: string;
}

export interface RestMethodProps {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly route: RestRoute;
  readonly models: Readonly<Record<RequestModelName, CfnModel>>;
  readonly validatorId: string;
  readonly authorizerId: string;
  readonly backend: Backend;
}

const header = (name: string): string => `integration.request.header.${name}`;

/** A caller's own principal headers never get through: they are overwritten on every route. */
const principalParameters = (caller: RestRoute['caller']): Readonly<Record<string, string>> =>
  caller === 'principal'
    ? {
        [header(principalHeader)]: 'context.authorizer.principalId',
        [header(principalExpiryHeader)]: 'context.authorizer.expiresAt',
      }
    : { [header(principalHeader)]: "'anyone'", [header(principalExpiryHeader)]: "'0'" };

/** One route: who may call it, its model, and its integration through the VPC link. */
export class RestMethod extends Construct {
  readonly method: CfnMethod;

  constructor(scope: Construct, id: string, props: RestMethodProps) {
    super(scope, id);
    const { route, backend } = props;
    const model = route.model === undefined ? undefined : props.models[route.model];
    this.method = new CfnMethod(this, 'Method', {
      restApiId: props.restApiId,
      resourceId: props.resourceId,
      httpMethod: route.method,
      operationName: route.operation,
      requestValidatorId: props.validatorId,
      // `$default`: whatever content type the caller names, no body goes through unchecked
      // (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html).
      ...(model === undefined
        ? {}
        : { requestModels: { 'application/json': model.ref, $default: model.ref } }),
      ...(route.requiredHeaders === undefined
        ? {}
        : {
            requestParameters: Object.fromEntries(
              route.requiredHeaders.map((name) => [`method.request.header.${name}`, true]),
            ),
          }),
      ...(route.caller === 'principal'
        ? { authorizationType: 'CUSTOM', authorizerId: props.authorizerId, apiKeyRequired: true }
        : { authorizationType: 'NONE' }),
      integration: {
        type: 'HTTP_PROXY',
        integrationHttpMethod: route.method,
        connectionType: 'VPC_LINK',
        connectionId: backend.vpcLinkId,
        integrationTarget: backend.loadBalancerArn,
        uri: `${backend.url}${route.path}`,
        timeoutInMillis: socketTimeoutsMs.integration,
        passthroughBehavior: 'NEVER',
        // The one content type that gets through, as it is.
        requestTemplates: { 'application/json': '$input.body' },
        requestParameters: {
          ...principalParameters(route.caller),
          [header(requestIdHeader)]: 'context.requestId',
        },
      },
    });
    acceptFinding(
      this,
      'AwsSolutions-COG4',
      'Callers hold guest tokens or JWTs of the shop, which the authorizer checks.',
    );
    if (route.caller === 'anyone') {
      acceptFinding(this, 'AwsSolutions-APIG4', `Anybody may call it: ${route.summary.toLowerCase()}.`);
    }
  }
}
