import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  CfnAccessPolicy,
  CfnCollection,
  CfnCollectionGroup,
  CfnIndex,
  CfnSecurityPolicy,
} from 'aws-cdk-lib/aws-opensearchserverless';
import { Construct } from 'constructs';
import type { DataLiteral } from '../config/environment-literal';
import { searchIndexMappings, searchIndexName, searchIndexSettings } from './search-index';

export interface SearchCollectionProps {
  readonly environment: string;
  readonly capacity: DataLiteral['search'];
  readonly protected: boolean;
}

/** Data actions on the documents of the index. */
export type DocumentAction = 'ReadDocument' | 'WriteDocument';

/**
 * The vector collection of the catalogue with its policies and its index, in the order that the service asks for:
 * encryption policy, group, collection, data access of the deploying role, index. Only signed requests of the roles in
 * the access policies are answered; see docs/decisions/0011-search-by-signed-requests.md for why its address is a public one.
 */
export class SearchCollection extends Construct {
  readonly name: string;
  readonly arn: string;
  readonly endpoint: string;

  constructor(scope: Construct, id: string, props: SearchCollectionProps) {
    super(scope, id);
    this.name = `manga-assist-${props.environment}`;
    const resource = [`collection/${this.name}`];

    const encryption = new CfnSecurityPolicy(this, 'Encryption', {
      name: this.name,
      type: 'encryption',
      policy: JSON.stringify({
        Rules: [{ ResourceType: 'collection', Resource: resource }],
        AWSOwnedKey: true,
      }),
    });
    const network = new CfnSecurityPolicy(this, 'Network', {
      name: this.name,
      type: 'network',
      policy: JSON.stringify([
        { Rules: [{ ResourceType: 'collection', Resource: resource }], AllowFromPublic: true },
      ]),
    });
    const group = new CfnCollectionGroup(this, 'Group', {
      name: this.name,
      generation: 'NEXTGEN',
      standbyReplicas: props.capacity.standbyReplicas ? 'ENABLED' : 'DISABLED',
      capacityLimits: {
        minIndexingCapacityInOcu: props.capacity.minimumOcu,
        minSearchCapacityInOcu: props.capacity.minimumOcu,
        maxIndexingCapacityInOcu: props.capacity.maximumOcu,
        maxSearchCapacityInOcu: props.capacity.maximumOcu,
      },
    });
    const collection = new CfnCollection(this, 'Collection', {
      name: this.name,
      type: 'VECTORSEARCH',
      collectionGroupName: group.name,
      standbyReplicas: group.standbyReplicas,
      deletionProtection: props.protected ? 'ENABLED' : 'DISABLED',
      description: 'Catalogue of the store, by meaning and by words',
    });
    collection.applyRemovalPolicy(props.protected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    collection.addResourceDependency(encryption);
    collection.addResourceDependency(network);
    collection.addResourceDependency(group);

    const deployer = this.createDeployerAccess();
    const index = new CfnIndex(this, 'Index', {
      collectionEndpoint: collection.attrCollectionEndpoint,
      indexName: searchIndexName,
      settings: searchIndexSettings,
      mappings: searchIndexMappings,
    });
    index.addResourceDependency(deployer);
    index.applyRemovalPolicy(props.protected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);

    this.arn = collection.attrArn;
    this.endpoint = collection.attrCollectionEndpoint;
  }

  /** What a role needs in IAM to reach the collection; what it may do there is said by {@link grantDocuments}. */
  accessStatement(): PolicyStatement {
    return new PolicyStatement({ actions: ['aoss:APIAccessAll'], resources: [this.arn] });
  }

  /** Lets the roles at `principalArns` read or write documents of the index; `name` is the policy's, unique. */
  grantDocuments(
    scope: Construct,
    name: string,
    principalArns: readonly string[],
    actions: readonly DocumentAction[],
  ): CfnAccessPolicy {
    return this.createAccessPolicy(scope, name, principalArns, [
      'aoss:DescribeIndex',
      ...actions.map((action) => `aoss:${action}`),
    ]);
  }

  /** CloudFormation makes the index as the role of the bootstrap stack. */
  private createDeployerAccess(): CfnAccessPolicy {
    const { account, region } = Stack.of(this);
    const qualifier = Stack.of(this).synthesizer.bootstrapQualifier ?? 'hnb659fds';
    const role = `arn:aws:iam::${account}:role/cdk-${qualifier}-cfn-exec-role-${account}-${region}`;
    return this.createAccessPolicy(
      this,
      'deploy',
      [role],
      ['aoss:CreateIndex', 'aoss:DescribeIndex', 'aoss:UpdateIndex', 'aoss:DeleteIndex'],
    );
  }

  private createAccessPolicy(
    scope: Construct,
    name: string,
    principalArns: readonly string[],
    permissions: readonly string[],
  ): CfnAccessPolicy {
    return new CfnAccessPolicy(scope, `SearchAccess-${name}`, {
      name: `${this.name}-${name}`,
      type: 'data',
      policy: Stack.of(scope).toJsonString([
        {
          Rules: [
            {
              ResourceType: 'index',
              Resource: [`index/${this.name}/${searchIndexName}`],
              Permission: permissions,
            },
          ],
          Principal: principalArns,
        },
      ]),
    });
  }
}
