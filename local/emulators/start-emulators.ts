import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Now } from '../../core/clock';
import { localRegion } from '../local-environment';
import { createTables } from './create-tables';
import type { CreatedObject } from './keep-objects';
import { ServiceFaultBoard } from './service-faults';
import { startDynamoDb } from './start-dynamodb';
import { type MessagingEmulator, startMessaging } from './start-messaging';
import { sweepExpired } from './sweep-expired';

export interface Emulators {
  readonly dynamoDbUrl: string;
  readonly messaging: MessagingEmulator;
  /** Deletes expired items; answers how many. */
  sweepExpired(): Promise<number>;
  close(): Promise<void>;
}

interface Options {
  readonly environment: string;
  readonly now: Now;
  /** Data folder; without one nothing survives the process. */
  readonly folder?: string;
  readonly dynamoDbPort?: number;
  readonly messagingPort?: number;
  readonly onObjectCreated?: (object: CreatedObject) => void;
}

/** DynamoDB, SQS, SNS and S3 on loopback, with everything in them that the templates create. */
export const startEmulators = async (options: Options): Promise<Emulators> => {
  const { environment, now, folder, dynamoDbPort, messagingPort, onObjectCreated } = options;
  const faults = new ServiceFaultBoard();
  const [dynamoDb, messaging] = await Promise.all([
    startDynamoDb({
      faults,
      ...(folder === undefined ? {} : { folder: join(folder, 'dynamodb') }),
      ...(dynamoDbPort === undefined ? {} : { port: dynamoDbPort }),
    }),
    startMessaging({
      faults,
      environment,
      now,
      ...(folder === undefined ? {} : { folder }),
      ...(messagingPort === undefined ? {} : { port: messagingPort }),
      ...(onObjectCreated === undefined ? {} : { onObjectCreated }),
    }),
  ]);
  const client = new DynamoDBClient({
    endpoint: dynamoDb.url,
    region: localRegion,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await createTables(client, environment);
  return {
    dynamoDbUrl: dynamoDb.url,
    messaging,
    sweepExpired: () => sweepExpired(client, environment, now),
    close: async () => {
      client.destroy();
      await Promise.all([dynamoDb.close(), messaging.close()]);
    },
  };
};
