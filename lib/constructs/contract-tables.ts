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

/** Construct id of a table: changing a key of the contract replaces the table. */
const constructId = (name: TableKey): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Whether a string names a table of the contract. */
export const isTableKey = (name: string): name is TableKey => Object.hasOwn(tables, name);

/** The tables of `contracts/tables.ts`: on demand, encrypted, restorable to any second of the last 35 days. */
export class ContractTables extends Construct {
  private readonly byKey: ReadonlyMap<TableKey, ITable>;

  constructor(scope: Construct, id: string, props: ContractTablesProps) {
    super(scope, id);
    const keys = Object.keys(tables).filter(isTableKey);
    this.byKey = new Map(keys.map((name) => [name, this.createTable(name, tables[name], props)]));
  }

  table(name: TableKey): ITable {
    const table = this.byKey.get(name);
    if (table === undefined) throw new TypeError(`No table ${name}`);
    return table;
  }

  private createTable(name: TableKey, description: TableDescription, props: ContractTablesProps): ITable {
    const table = new Table(this, constructId(name), {
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
    return asTable(table);
  }
}
