import type { CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnAuthorizer,
  CfnIntegration,
  CfnIntegrationResponse,
  CfnModel,
  CfnRoute,
  CfnRouteResponse,
  CfnStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import {
  type RequestModelName,
  type SocketRoute,
  socketRoutes,
  socketTimeoutsMs,
  stageThrottle,
} from '../../contracts/api-routes';
import { acceptFinding } from './accept-finding';
import { socketAccessLogFormat } from './access-log-format';
import { allowInvocation, invocationUri } from './gateway-invocation';
import { logGroupProps } from './log-retention';
import { requestModels } from './request-model';
import type { SocketApiIdentity } from './socket-api-identity';

export interface ChatSocketApiProps {
  readonly identity: SocketApiIdentity;
  readonly authorizer: LambdaFunction;
  readonly bridge: LambdaFunction;
  readonly logRetentionDays: number;
  /** Waited for: without it no stage can have logs. */
  readonly logging: CfnAccount;
}

const logicalName = (routeKey: string): string => routeKey.replace('$', '');

/** `{"type":"pong"}`, with the caller's request id where it sent one. */
const pong = `{"type":"pong"#if($input.path('$.requestId') != ''),"requestId":"$input.path('$.requestId')"#end}`;

/** The routes of `contracts/api-routes.ts` on the socket: models, the authorizer on `$connect`, the bridge, pongs. */
export class ChatSocketApi extends Construct {
  readonly stage: CfnStage;
  private readonly apiId: string;

  constructor(scope: Construct, id: string, props: ChatSocketApiProps) {
    super(scope, id);
    this.apiId = props.identity.apiId;
    const models = this.createModels();
    const authorizer = this.createAuthorizer(props.authorizer);
    const targets = { bridge: this.createBridge(props.bridge), pong: this.createPong() };
    const routes: readonly SocketRoute[] = socketRoutes;
    const deployed = routes.map((route) =>
      this.createRoute(route, targets[route.integration], authorizer, models),
    );
    const logs = new LogGroup(this, 'AccessLogs', logGroupProps(props.logRetentionDays));
    this.stage = new CfnStage(this, 'Stage', {
      apiId: this.apiId,
      stageName: props.identity.stageName,
      autoDeploy: true,
      accessLogSettings: { destinationArn: logs.logGroupArn, format: socketAccessLogFormat },
      defaultRouteSettings: {
        dataTraceEnabled: false,
        detailedMetricsEnabled: true,
        loggingLevel: 'ERROR',
        throttlingRateLimit: stageThrottle.rateLimit,
        throttlingBurstLimit: stageThrottle.burstLimit,
      },
    });
    this.stage.addResourceDependency(props.logging);
    // The first deployment is of what is there when the stage is made, and one without routes is refused.
    for (const route of deployed) this.stage.addResourceDependency(route);
  }

  private createModels(): Readonly<Record<RequestModelName, CfnModel>> {
    const model = (name: RequestModelName): CfnModel =>
      new CfnModel(this, `Model${name}`, {
        apiId: this.apiId,
        name,
        contentType: 'application/json',
        schema: requestModels[name],
      });
    return { ChatRequest: model('ChatRequest'), Ping: model('Ping') };
  }

  /** No identity source: a token may come in the query or as a sub-protocol, and API Gateway asks for all that are named. */
  private createAuthorizer(handler: LambdaFunction): CfnAuthorizer {
    const authorizer = new CfnAuthorizer(this, 'Authorizer', {
      apiId: this.apiId,
      name: 'token',
      authorizerType: 'REQUEST',
      authorizerUri: invocationUri(handler),
    });
    allowInvocation(this, 'AuthorizerPermission', handler, `${this.apiId}/authorizers/${authorizer.ref}`);
    return authorizer;
  }

  private createBridge(handler: LambdaFunction): CfnIntegration {
    allowInvocation(this, 'BridgePermission', handler, `${this.apiId}/*/*`);
    return new CfnIntegration(this, 'Bridge', {
      apiId: this.apiId,
      integrationType: 'AWS_PROXY',
      integrationUri: invocationUri(handler),
      timeoutInMillis: socketTimeoutsMs.integration,
    });
  }

  private createPong(): CfnIntegration {
    const integration = new CfnIntegration(this, 'Pong', {
      apiId: this.apiId,
      integrationType: 'MOCK',
      passthroughBehavior: 'NEVER',
      templateSelectionExpression: '200',
      requestTemplates: { '200': '{"statusCode":200}' },
    });
    new CfnIntegrationResponse(this, 'PongResponse', {
      apiId: this.apiId,
      integrationId: integration.ref,
      integrationResponseKey: '$default',
      templateSelectionExpression: '200',
      responseTemplates: { '200': pong },
    });
    return integration;
  }

  private createRoute(
    { routeKey, model, integration }: SocketRoute,
    target: CfnIntegration,
    authorizer: CfnAuthorizer,
    models: Readonly<Record<RequestModelName, CfnModel>>,
  ): CfnRoute {
    const route = new CfnRoute(this, `Route-${logicalName(routeKey)}`, {
      apiId: this.apiId,
      routeKey,
      target: `integrations/${target.ref}`,
      ...(routeKey === '$connect'
        ? { authorizationType: 'CUSTOM', authorizerId: authorizer.ref }
        : { authorizationType: 'NONE' }),
      ...(model === undefined
        ? {}
        : {
            modelSelectionExpression: '$request.body.action',
            // By name: the model has to exist before the route.
            requestModels: { [routeKey]: models[model].name },
          }),
      ...(integration === 'pong' ? { routeResponseSelectionExpression: '$default' } : {}),
    });
    if (routeKey !== '$connect') {
      acceptFinding(
        route,
        'AwsSolutions-APIG4',
        'API Gateway asks the authorizer on $connect alone; the bridge checks principal and expiry of every frame.',
      );
    }
    if (model !== undefined) route.addResourceDependency(models[model]);
    if (integration !== 'pong') return route;
    new CfnRouteResponse(this, `Answer-${logicalName(routeKey)}`, {
      apiId: this.apiId,
      routeId: route.ref,
      routeResponseKey: '$default',
    });
    return route;
  }
}
