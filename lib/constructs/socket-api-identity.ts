import { Stack } from 'aws-cdk-lib';
import { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';

export interface SocketApiIdentityProps {
  /** Full name of the API. */
  readonly name: string;
  readonly stageName: string;
}

/**
 * The WebSocket API as an address, without routes. The tasks post to it and the routes lead to the tasks, so the
 * address is made before both.
 */
export class SocketApiIdentity extends Construct {
  readonly apiId: string;
  readonly stageName: string;
  /** `wss://…` for clients. */
  readonly url: string;
  /** `https://…` of the `@connections` API. */
  readonly connectionsEndpoint: string;

  constructor(scope: Construct, id: string, props: SocketApiIdentityProps) {
    super(scope, id);
    const api = new CfnApi(this, 'Api', {
      name: props.name,
      protocolType: 'WEBSOCKET',
      routeSelectionExpression: '$request.body.action',
      description: 'Chat of the manga store, streamed',
    });
    const { region, urlSuffix } = Stack.of(this);
    this.apiId = api.ref;
    this.stageName = props.stageName;
    const address = `${api.ref}.execute-api.${region}.${urlSuffix}/${props.stageName}`;
    this.url = `wss://${address}`;
    this.connectionsEndpoint = `https://${address}`;
  }
}
