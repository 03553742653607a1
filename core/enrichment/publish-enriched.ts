import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { CatalogItemEnriched } from '../../contracts/catalog-events';

/** Publishes one event; publishing it again is harmless, its id is the same. */
export type PublishEnriched = (event: CatalogItemEnriched) => Promise<void>;

/** Publishes to the catalogue topic, with `type` as the attribute that subscribers filter on. */
export const snsPublishEnriched =
  (client: SNSClient, topicArn: string): PublishEnriched =>
  async (event) => {
    await client.send(
      new PublishCommand({
        TopicArn: topicArn,
        Message: JSON.stringify(event),
        MessageAttributes: { type: { DataType: 'String', StringValue: event.type } },
      }),
    );
  };
