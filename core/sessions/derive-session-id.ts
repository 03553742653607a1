import { createHash } from 'node:crypto';

/**
 * The id of the session that a first message opens: the same for the same principal and request id, so that a repeated
 * first message finds its session. A UUID v4 in form (122 bits of SHA-256); knowing it gives nobody access.
 */
export const deriveSessionId = (principalId: string, requestId: string): string => {
  const bytes = createHash('sha256')
    .update(JSON.stringify([principalId, requestId]))
    .digest();
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};
