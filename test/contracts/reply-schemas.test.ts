import type { FromSchema } from 'json-schema-to-ts';
import type { ChatReply, ClearReply, DeferredReply, HistoryReply } from '../../contracts/chat-reply';
import { type ErrorBody, errorCodes } from '../../contracts/error-codes';
import { frameSchemas } from '../../contracts/frame-schemas';
import type { GuestReply } from '../../contracts/guest-reply';
import type {
  chatReplySchema,
  clearReplySchema,
  deferredReplySchema,
  guestReplySchema,
  historyReplySchema,
} from '../../contracts/reply-schemas';
import { errorBodySchema } from '../../contracts/reply-schemas';
import type { SocketFrame } from '../../contracts/socket-frames';

type Deep<T> = T extends object ? { readonly [K in keyof T]: Deep<T[K]> } : T;
type Whole<T> = T extends object ? { readonly [K in keyof T]-?: Whole<T[K]> } : T;
type Both<A, B> = [A, B] extends [B, A] ? true : false;
/** `true` when each type can stand for the other, also with all optional properties there; other lines do not compile. */
type Same<A, B> = Both<Deep<A>, Deep<B>> extends true ? Both<Whole<A>, Whole<B>> : false;
type Frame<T extends keyof typeof frameSchemas> = Same<
  FromSchema<(typeof frameSchemas)[T]>,
  Extract<SocketFrame, { type: T }>
>;

test('each schema says what its type says; the compiler checks these lines', () => {
  const same: readonly true[] = [
    true satisfies Same<FromSchema<typeof chatReplySchema>, ChatReply>,
    true satisfies Same<FromSchema<typeof deferredReplySchema>, DeferredReply>,
    true satisfies Same<FromSchema<typeof historyReplySchema>, HistoryReply>,
    true satisfies Same<FromSchema<typeof clearReplySchema>, ClearReply>,
    true satisfies Same<FromSchema<typeof guestReplySchema>, GuestReply>,
    true satisfies Same<FromSchema<typeof errorBodySchema>, ErrorBody>,
    true satisfies Frame<'start'>,
    true satisfies Frame<'delta'>,
    true satisfies Frame<'end'>,
    true satisfies Frame<'history'>,
    true satisfies Frame<'cleared'>,
    true satisfies Frame<'deferred'>,
    true satisfies Frame<'pong'>,
    true satisfies Frame<'error'>,
  ];
  const types: Record<SocketFrame['type'], unknown> = frameSchemas;
  expect(same).toHaveLength(6 + Object.keys(types).length);
});

test('every error code may be in an error reply and in an error frame', () => {
  expect(errorBodySchema.properties.code.enum).toEqual(Object.keys(errorCodes));
  expect(frameSchemas.error.properties.code.enum).toEqual(Object.keys(errorCodes));
});
