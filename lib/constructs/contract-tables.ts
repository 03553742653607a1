import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { type TableDescription, type TableKey, tableName, tables } from '../../contracts/tables';
import { asTable } from './library-interfaces';

export interface ContractTablesProps {
  readonly environment: string;
  /** Deletion protection, and tables that outlive their stack. */
  readonly protected: boolean;
}

const key = (name: string): { name: string; type: AttributeType } => ({ name, type: AttributeType.STRING });

/** A construct id by table: changing one replaces the table. */
const constructIds: Readonly<Record<TableKey, string>> = {
  sessions: 'Sessions',
  connections: 'Connections',
  catalog: 'Catalog',
  parkedJobs: 'ParkedJobs',
  recommendations: 'Recommendations',
  results: 'Results',
  spend: 'Spend',
};

/** The tables of `contracts/tables.ts`: on demand, encrypted, restorable to any second of the last 35 days. */
export class ContractTables extends Construct {
  readonly byKey: Readonly<Record<TableKey, ITable>>;

  constructor(scope: Construct, id: string, props: ContractTablesProps) {
    super(scope, id);
    const table = (name: TableKey): ITable => asTable(this.createTable(name, tables[name], props));
    this.byKey = {
      sessions: table('sessions'),
      connections: table('connections'),
      catalog: table('catalog'),
      parkedJobs: table('parkedJobs'),
      recommendations: table('recommendations'),
      results: table('results'),
      spend: table('spend'),
    };
  }

  private createTable(name: TableKey, description: TableDescription, props: ContractTablesProps): Table {
    const table = new Table(this, constructIds[name], {
      tableName: tableName(props.environment, name),
      partitionKey: key(description.partitionKey),
      ...(description.sortKey === undefined ? {} : { sortKey: key(description.sortKey) }),
      ...(description.timeToLive === undefined ? {} : { timeToLiveAttribute: description.timeToLive }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: props.protected,
      removalPolicy: props.protected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    for (const [indexName, index] of Object.entries(description.indexes ?? {})) {
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: key(index.partitionKey),
        sortKey: key(index.sortKey),
        projectionType: ProjectionType[index.projection],
      });
    }
    return table;
  }
}
