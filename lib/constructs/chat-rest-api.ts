import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib';
import {
  type CfnAccount,
  CfnAuthorizer,
  CfnDeployment,
  type CfnGatewayResponse,
  type CfnMethod,
  CfnModel,
  CfnRequestValidator,
  CfnResource,
  CfnRestApi,
  CfnStage,
} from 'aws-cdk-lib/aws-apigateway';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import {
  type RequestModelName,
  type RestRoute,
  restRoutes,
  stageThrottle,
  verdictCacheSeconds,
} from '../../contracts/api-routes';
import { restAccessLogFormat } from './access-log-format';
import { allowInvocation, invocationUri } from './gateway-invocation';
import { addGatewayResponses } from './gateway-responses';
import { logGroupProps } from './log-retention';
import { requestModels } from './request-model';
import { type Backend, RestMethod } from './rest-method';

export interface ChatRestApiProps {
  /** Full name of the API. */
  readonly name: string;
  readonly stageName: string;
  readonly backend: Backend;
  readonly authorizer: LambdaFunction;
  readonly logRetentionDays: number;
  /** Waited for: without it no stage can have logs. */
  readonly logging: CfnAccount;
}

/**
 * The REST API of `contracts/api-routes.ts`: models, validators, the authorizer, throttles, and a private integration
 * of each route with the orchestrator. Another content type than JSON is refused; access logs hold no bodies.
 */
export class ChatRestApi extends Construct {
  readonly apiId: string;
  readonly name: string;
  readonly stage: CfnStage;
  /** As the firewall wants it. */
  readonly stageArn: string;
  readonly url: string;
  private readonly api: CfnRestApi;

  constructor(scope: Construct, id: string, props: ChatRestApiProps) {
    super(scope, id);
    this.api = new CfnRestApi(this, 'Api', {
      name: props.name,
      description: 'Chat of the manga store',
      endpointConfiguration: { types: ['REGIONAL'] },
      // Bodies above 10 MB are refused by API Gateway itself, above 64 KB by the firewall.
      minimumCompressionSize: 1024,
      apiKeySourceType: 'AUTHORIZER',
    });
    this.apiId = this.api.ref;
    this.name = props.name;

    const models = this.createModels();
    const validator = new CfnRequestValidator(this, 'Validator', {
      restApiId: this.api.ref,
      name: 'body-and-parameters',
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    const authorizer = this.createAuthorizer(props.authorizer);
    const routes: readonly RestRoute[] = restRoutes;
    const methods = routes.map(
      (route) =>
        new RestMethod(this, route.operation, {
          restApiId: this.api.ref,
          resourceId: this.createResource(route),
          route,
          models,
          validatorId: validator.ref,
          authorizerId: authorizer.ref,
          backend: props.backend,
        }).method,
    );
    const responses = addGatewayResponses(this, this.api.ref);
    const deployment = this.createDeployment(methods, responses, authorizer);
    this.stage = this.createStage(deployment, props);
    this.stageArn = Stack.of(this).formatArn({
      service: 'apigateway',
      account: '',
      resource: `/restapis/${this.api.ref}/stages`,
      resourceName: this.stage.ref,
    });
    this.url = `https://${this.api.ref}.execute-api.${Stack.of(this).region}.${Stack.of(this).urlSuffix}/${props.stageName}`;
  }

  private createModels(): Readonly<Record<RequestModelName, CfnModel>> {
    const model = (name: RequestModelName): CfnModel =>
      new CfnModel(this, `Model${name}`, {
        restApiId: this.api.ref,
        name,
        contentType: 'application/json',
        schema: requestModels[name],
      });
    return { ChatRequest: model('ChatRequest'), Ping: model('Ping') };
  }

  private createAuthorizer(handler: LambdaFunction): CfnAuthorizer {
    const authorizer = new CfnAuthorizer(this, 'Authorizer', {
      restApiId: this.api.ref,
      name: 'bearer-token',
      type: 'REQUEST',
      identitySource: 'method.request.header.Authorization',
      authorizerResultTtlInSeconds: verdictCacheSeconds,
      authorizerUri: invocationUri(handler),
    });
    allowInvocation(this, 'AuthorizerPermission', handler, `${this.api.ref}/authorizers/${authorizer.ref}`);
    return authorizer;
  }

  private createResource(route: RestRoute): string {
    return new CfnResource(this, `Path-${route.operation}`, {
      restApiId: this.api.ref,
      parentId: this.api.attrRootResourceId,
      pathPart: route.path.slice(1),
    }).ref;
  }

  /** A deployment never changes: its id is made of what it deploys, so that a change makes another. */
  private createDeployment(
    methods: readonly CfnMethod[],
    responses: readonly CfnGatewayResponse[],
    authorizer: CfnAuthorizer,
  ): CfnDeployment {
    const deployment = new CfnDeployment(this, 'Deployment', { restApiId: this.api.ref });
    for (const part of [...methods, ...responses]) deployment.addResourceDependency(part);
    const deployed = Stack.of(this).resolve([
      requestModels,
      authorizer.identitySource,
      methods.map((m) => [
        m.httpMethod,
        m.authorizationType,
        m.apiKeyRequired,
        m.requestModels,
        m.requestParameters,
        m.integration,
      ]),
      responses.map((r) => [r.responseType, r.statusCode, r.responseTemplates, r.responseParameters]),
    ]);
    const fingerprint = createHash('sha256').update(JSON.stringify(deployed)).digest('hex').slice(0, 16);
    deployment.overrideLogicalId(`RestDeployment${fingerprint}`);
    return deployment;
  }

  private createStage(deployment: CfnDeployment, props: ChatRestApiProps): CfnStage {
    const logs = new LogGroup(this, 'AccessLogs', logGroupProps(props.logRetentionDays));
    const stage = new CfnStage(this, 'Stage', {
      restApiId: this.api.ref,
      deploymentId: deployment.ref,
      stageName: props.stageName,
      tracingEnabled: true,
      accessLogSetting: { destinationArn: logs.logGroupArn, format: restAccessLogFormat },
      methodSettings: [
        {
          httpMethod: '*',
          resourcePath: '/*',
          metricsEnabled: true,
          loggingLevel: 'ERROR',
          dataTraceEnabled: false,
          throttlingRateLimit: stageThrottle.rateLimit,
          throttlingBurstLimit: stageThrottle.burstLimit,
        },
      ],
    });
    stage.addResourceDependency(props.logging);
    return stage;
  }
}
