import { CfnBasePathMapping, CfnDomainName as RestDomainName } from 'aws-cdk-lib/aws-apigateway';
import { CfnApiMapping, CfnDomainName as SocketDomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import type { ApiLiteral } from '../config/environment-literal';

export interface ApiDomainProps {
  readonly domain: NonNullable<ApiLiteral['domain']>;
  readonly rest: { readonly apiId: string; readonly stage: string };
  readonly socket: { readonly apiId: string; readonly stage: string };
}

/**
 * The environment's own names for both APIs, TLS 1.2 and newer. DNS is the owner's: an alias record for each name,
 * to the target that the stack's outputs tell.
 */
export class ApiDomain extends Construct {
  readonly restUrl: string;
  readonly socketUrl: string;
  readonly restTarget: string;
  readonly socketTarget: string;

  constructor(scope: Construct, id: string, { domain, rest, socket }: ApiDomainProps) {
    super(scope, id);
    const restName = new RestDomainName(this, 'Rest', {
      domainName: domain.rest,
      regionalCertificateArn: domain.certificateArn,
      endpointConfiguration: { types: ['REGIONAL'] },
      securityPolicy: 'TLS_1_2',
    });
    new CfnBasePathMapping(this, 'RestMapping', {
      domainName: restName.ref,
      restApiId: rest.apiId,
      stage: rest.stage,
    });
    const socketName = new SocketDomainName(this, 'Socket', {
      domainName: domain.socket,
      domainNameConfigurations: [
        { certificateArn: domain.certificateArn, endpointType: 'REGIONAL', securityPolicy: 'TLS_1_2' },
      ],
    });
    new CfnApiMapping(this, 'SocketMapping', {
      domainName: socketName.ref,
      apiId: socket.apiId,
      stage: socket.stage,
    });
    this.restUrl = `https://${domain.rest}`;
    this.socketUrl = `wss://${domain.socket}`;
    this.restTarget = restName.attrRegionalDomainName;
    this.socketTarget = socketName.attrRegionalDomainName;
  }
}
