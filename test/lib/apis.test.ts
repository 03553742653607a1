import { restRoutes, socketRoutes } from '../../contracts/api-routes';
import { chatRequestSchema, pingSchema } from '../../contracts/chat-request';
import { type ErrorCode, errorCodes } from '../../contracts/error-codes';
import { environmentNames, environmentTemplates, type Json } from '../support/templates';

describe.each(environmentNames)('the REST API of %s', (name) => {
  const environment = environmentTemplates(name);
  const methods = environment.resources('AWS::ApiGateway::Method');
  const operation = (key: string): Json =>
    methods.find(({ Properties }) => Properties['OperationName'] === key)?.Properties;

  test('has the routes of the contract', () => {
    const paths = new Map(
      environment
        .resources('AWS::ApiGateway::Resource')
        .map(({ id, Properties }) => [id, Properties['PathPart']]),
    );
    const routes = methods.map(({ Properties }) => ({
      operation: Properties['OperationName'],
      method: Properties['HttpMethod'],
      path: `/${paths.get(Properties['ResourceId'].Ref)}`,
      caller: Properties['AuthorizationType'] === 'CUSTOM' ? 'principal' : 'anyone',
    }));
    expect(routes).toEqual(
      restRoutes.map(({ operation, method, path, caller }) => ({ operation, method, path, caller })),
    );
  });

  test('checks the chat request against the very document that the server checks', () => {
    const model = environment.find('AWS::ApiGateway::Model', 'Name', 'ChatRequest');
    expect(model.Properties['Schema']).toEqual(chatRequestSchema);
    expect(operation('chat').RequestModels['application/json']).toEqual({ Ref: model.id });
    const [validator] = environment.resources('AWS::ApiGateway::RequestValidator');
    expect(validator?.Properties).toMatchObject({
      ValidateRequestBody: true,
      ValidateRequestParameters: true,
    });
    for (const { Properties } of methods)
      expect(Properties['RequestValidatorId']).toEqual({ Ref: validator?.id });
  });

  test('requires the headers that the contract requires', () => {
    const required = restRoutes.map((route) => [
      route.operation,
      'requiredHeaders' in route ? route.requiredHeaders : [],
    ]);
    expect(required).toContainEqual(['chat', ['Content-Type']]);
    for (const [key, headers] of required as [string, readonly string[]][])
      expect(Object.keys(operation(key).RequestParameters ?? {})).toEqual(
        headers.map((name) => `method.request.header.${name}`),
      );
  });

  test('checks a body against its model under whatever content type it comes', () => {
    const { RequestModels } = operation('chat');
    expect(Object.keys(RequestModels)).toEqual(['application/json', '$default']);
    expect(RequestModels.$default).toEqual(RequestModels['application/json']);
  });

  test('lets JSON through, as it is, and no other type', () => {
    for (const { Properties } of methods) {
      expect(Properties['Integration'].PassthroughBehavior).toBe('NEVER');
      expect(Properties['Integration'].RequestTemplates).toEqual({ 'application/json': '$input.body' });
    }
  });

  test('reaches the load balancer by the VPC link, with the path of the route', () => {
    const [link] = environment.resources('AWS::ApiGatewayV2::VpcLink');
    for (const { path, operation: key } of restRoutes) {
      const { Integration } = operation(key);
      expect(Integration).toMatchObject({
        Type: 'HTTP_PROXY',
        ConnectionType: 'VPC_LINK',
        ConnectionId: { Ref: link?.id },
      });
      expect(JSON.stringify(Integration.IntegrationTarget)).toContain('LoadBalancer');
      expect(JSON.stringify(Integration.Uri)).toContain(path);
    }
  });

  test('overwrites a caller’s own principal on every route', () => {
    const parameters = (key: string): Json => operation(key).Integration.RequestParameters;
    expect(parameters('chat')).toEqual({
      'integration.request.header.x-manga-principal': 'context.authorizer.principalId',
      'integration.request.header.x-manga-principal-expires-at': 'context.authorizer.expiresAt',
      'integration.request.header.x-request-id': 'context.requestId',
    });
    for (const key of ['guest', 'health']) {
      expect(parameters(key)).toMatchObject({
        'integration.request.header.x-manga-principal': "'anyone'",
        'integration.request.header.x-manga-principal-expires-at': "'0'",
      });
    }
  });

  test('takes 100 requests a second, 200 at once, and logs neither bodies nor tokens', () => {
    const stage = environment.first('AWS::ApiGateway::Stage');
    expect(stage.Properties['MethodSettings']).toEqual([
      expect.objectContaining({
        HttpMethod: '*',
        ResourcePath: '/*',
        ThrottlingRateLimit: 100,
        ThrottlingBurstLimit: 200,
        DataTraceEnabled: false,
      }),
    ]);
    const { Format } = stage.Properties['AccessLogSetting'];
    expect(Format).not.toMatch(/body|authorizationToken|header|querystring/i);
    expect(Object.keys(JSON.parse(Format))).toContain('integrationLatencyMs');
  });

  test('counts guests and users by plans of their own, whose keys the authorizer names', () => {
    const [api] = environment.resources('AWS::ApiGateway::RestApi');
    expect(api?.Properties['ApiKeySourceType']).toBe('AUTHORIZER');
    expect(operation('chat').ApiKeyRequired).toBe(true);
    expect(operation('guest').ApiKeyRequired).toBeUndefined();
    const plans = environment
      .resources('AWS::ApiGateway::UsagePlan')
      .map(({ Properties }) => Properties['Throttle']);
    expect(plans).toEqual([
      { RateLimit: 60, BurstLimit: 120 },
      { RateLimit: 100, BurstLimit: 200 },
    ]);
    const keys = environment
      .resources('AWS::ApiGateway::ApiKey')
      .map(({ Properties }) => Properties['Value']);
    expect(keys).toEqual([`manga-assist-${name}-guest-callers`, `manga-assist-${name}-user-callers`]);
  });

  test('waits for the account’s logging role before it makes a stage with logs', () => {
    const [account] = environment.resources('AWS::ApiGateway::Account');
    for (const type of ['AWS::ApiGateway::Stage', 'AWS::ApiGatewayV2::Stage']) {
      expect(environment.resources(type)[0]?.DependsOn).toContain(account?.id);
    }
    expect(account?.DeletionPolicy).toBe('Retain');
  });
});

describe('the refusals of the gateway', () => {
  const responses = environmentTemplates('prod').resources('AWS::ApiGateway::GatewayResponse');
  const byType = new Map(responses.map(({ Properties }) => [Properties['ResponseType'], Properties]));

  const bodyOf = (type: string): Json => {
    const text: string = byType.get(type)?.['ResponseTemplates']['application/json'];
    return JSON.parse(text.replace(/(?<=:)\$context\.[A-Za-z.]+/g, '"variable"'));
  };

  test.each([...byType.keys()])('%s has the shape and the status of the server’s own errors', (type) => {
    const body = bodyOf(type);
    const code: ErrorCode = body.code;
    expect(Object.keys(body).sort()).toEqual(['code', 'message', 'requestId', 'retryable']);
    expect(body.retryable).toBe(errorCodes[code].retryable);
    if (type.startsWith('DEFAULT_')) return;
    expect(byType.get(type)?.['StatusCode']).toBe(String(errorCodes[code].status));
  });

  test('a body that does not fit is told what is wrong with it', () => {
    expect(bodyOf('BAD_REQUEST_BODY').message).toContain('$context.error.validationErrorString');
  });

  test('too many requests are told when to come back', () => {
    expect(byType.get('THROTTLED')?.['ResponseParameters']).toEqual({
      'gatewayresponse.header.Retry-After': "'1'",
    });
  });
});

describe.each(environmentNames)('the WebSocket API of %s', (name) => {
  const environment = environmentTemplates(name);
  const routes = environment.resources('AWS::ApiGatewayV2::Route');
  const route = (key: string): Json =>
    routes.find(({ Properties }) => Properties['RouteKey'] === key)?.Properties;

  test('has the routes of the contract, chosen by the action of the frame', () => {
    expect(routes.map(({ Properties }) => Properties['RouteKey'])).toEqual(
      socketRoutes.map(({ routeKey }) => routeKey),
    );
    const [api] = environment.resources('AWS::ApiGatewayV2::Api');
    expect(api?.Properties['RouteSelectionExpression']).toBe('$request.body.action');
  });

  test('asks the authorizer once, when a socket is opened', () => {
    for (const { Properties } of routes) {
      expect(Properties['AuthorizationType']).toBe(Properties['RouteKey'] === '$connect' ? 'CUSTOM' : 'NONE');
    }
    const [authorizer] = environment.resources('AWS::ApiGatewayV2::Authorizer');
    expect(authorizer?.Properties).not.toHaveProperty('IdentitySource');
  });

  test('checks frames against the models of the contract', () => {
    const models = new Map(
      environment
        .resources('AWS::ApiGatewayV2::Model')
        .map(({ Properties }) => [Properties['Name'], Properties['Schema']]),
    );
    expect(models.get('ChatRequest')).toEqual(chatRequestSchema);
    expect(models.get('Ping')).toEqual(pingSchema);
    for (const action of ['sendMessage', 'getHistory', 'clearSession']) {
      expect(route(action)).toMatchObject({
        ModelSelectionExpression: '$request.body.action',
        RequestModels: { [action]: 'ChatRequest' },
      });
    }
  });

  test('answers a ping itself, with the request id where there is one', () => {
    const pong = environment
      .resources('AWS::ApiGatewayV2::Integration')
      .find(({ Properties }) => Properties['IntegrationType'] === 'MOCK');
    expect(route('ping').Target['Fn::Join'][1]).toContainEqual({ Ref: pong?.id });
    const [response] = environment.resources('AWS::ApiGatewayV2::IntegrationResponse');
    expect(response?.Properties['ResponseTemplates']).toEqual({
      '200': `{"type":"pong"#if($input.path('$.requestId') != ''),"requestId":"$input.path('$.requestId')"#end}`,
    });
    expect(environment.resources('AWS::ApiGatewayV2::RouteResponse')).toHaveLength(1);
  });

  test('waits for the bridge as long as API Gateway may', () => {
    const bridge = environment
      .resources('AWS::ApiGatewayV2::Integration')
      .find(({ Properties }) => Properties['IntegrationType'] === 'AWS_PROXY');
    expect(bridge?.Properties['TimeoutInMillis']).toBe(29_000);
  });

  test('has its routes before its stage, which deploys what is there', () => {
    const [stage] = environment.resources('AWS::ApiGatewayV2::Stage');
    expect(stage?.Properties['AutoDeploy']).toBe(true);
    expect(stage?.DependsOn).toEqual(expect.arrayContaining(routes.map(({ id }) => id)));
  });

  test('is throttled, and logs no frames', () => {
    const [stage] = environment.resources('AWS::ApiGatewayV2::Stage');
    expect(stage?.Properties['DefaultRouteSettings']).toMatchObject({
      ThrottlingRateLimit: 100,
      ThrottlingBurstLimit: 200,
      DataTraceEnabled: false,
    });
    expect(stage?.Properties['AccessLogSettings'].Format).not.toMatch(/body|header|querystring/i);
  });
});
