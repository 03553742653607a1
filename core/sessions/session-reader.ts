import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { createSessionItemParsers } from './parse-session-item';
import {
  generationPrefix,
  type HeadItem,
  headEntry,
  type TurnItem,
  turnEntry,
  turnPrefix,
} from './session-items';
import type { SessionSnapshot } from './session-snapshot';
import { reply, type SessionTable } from './session-table';
import { turnInHead } from './turn-records';

type Item = Readonly<Record<string, unknown>>;

/** A page of 1 MB holds at least 20 of the largest turns; a session of unanswered questions is not read to its start. */
const maxPages = 6;

/** Strongly consistent reads. What is expired is not there, though its item may still be. */
export const createSessionReader = ({ documents, tableName: TableName, now }: SessionTable) => {
  const parse = createSessionItemParsers();
  const expired = (item: Item): boolean => Number(item['expiresAt']) * 1000 <= now();

  const get = async (sessionId: string, entry: string): Promise<Item | undefined> => {
    const Key = { sessionId, entry };
    return (await reply(documents.send(new GetCommand({ TableName, Key, ConsistentRead: true })))).Item;
  };

  /** Pages from `last` down to `first`, newest first. */
  const pages = async function* (sessionId: string, first: string, last: string, limit: number) {
    let start: Item | undefined;
    for (let page = 0; page < maxPages; page += 1) {
      const { Items = [], LastEvaluatedKey } = await reply(
        documents.send(
          new QueryCommand({
            TableName,
            ConsistentRead: true,
            ScanIndexForward: false,
            Limit: limit,
            KeyConditionExpression: 'sessionId = :sessionId AND #entry BETWEEN :first AND :last',
            ExpressionAttributeNames: { '#entry': 'entry' },
            ExpressionAttributeValues: { ':sessionId': sessionId, ':first': first, ':last': last },
            ...(start && { ExclusiveStartKey: start }),
          }),
        ),
      );
      yield Items;
      start = LastEvaluatedKey;
      if (start === undefined) return;
    }
  };

  return {
    async readHead(sessionId: string): Promise<HeadItem | undefined> {
      const item = await get(sessionId, headEntry);
      return item && parse.head(item);
    },

    async readTurn(head: HeadItem, turn: number): Promise<TurnItem | undefined> {
      const item = await get(head.sessionId, turnEntry(head.generation, turn));
      return item === undefined || expired(item) ? undefined : parse.turn(item);
    },

    /** The head and its last turns, with `answered` answered ones where there are as many. */
    async readSession(sessionId: string, answered: number): Promise<SessionSnapshot> {
      let head: HeadItem | undefined;
      const turns: TurnItem[] = [];
      for await (const page of pages(sessionId, turnPrefix, headEntry, answered + 3)) {
        const items = head === undefined ? page.slice(1) : page;
        if (head === undefined) {
          if (page[0]?.['entry'] !== headEntry) return { turns };
          head = parse.head(page[0]);
        }
        const prefix = generationPrefix(head.generation);
        const ofGeneration = items.filter((item) => String(item['entry']).startsWith(prefix));
        turns.push(...ofGeneration.filter((item) => !expired(item)).map(parse.turn));
        const enough = turns.filter(({ answer }) => answer !== undefined).length >= answered;
        if (enough || ofGeneration.length < items.length) break;
      }
      const inHead = head && turnInHead(head);
      const isItem = turns.some(({ turn }) => turn === inHead?.turn);
      return { ...(head && { head }), turns: inHead === undefined || isItem ? turns : [inHead, ...turns] };
    },

    /** Turns before `before` (exclusive), newest first, until `enough` says so. */
    async readTurnsBefore(
      head: HeadItem,
      before: number,
      limit: number,
      counts: (turn: TurnItem) => boolean,
    ): Promise<readonly TurnItem[]> {
      const turns: TurnItem[] = [];
      if (before <= 1 || limit < 1) return turns;
      const first = generationPrefix(head.generation);
      const last = turnEntry(head.generation, before - 1);
      for await (const page of pages(head.sessionId, first, last, limit)) {
        turns.push(
          ...page
            .filter((item) => !expired(item))
            .map(parse.turn)
            .filter(counts),
        );
        if (turns.length >= limit) break;
      }
      return turns.slice(0, limit);
    },
  };
};

export type SessionReader = ReturnType<typeof createSessionReader>;
