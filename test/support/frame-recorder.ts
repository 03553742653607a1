import type { SocketFrame } from '../../contracts/socket-frames';
import { ConnectionGoneError, type PostFrame } from '../../core/connections/post-frame';

/** Takes frames in place of API Gateway's management API; `leave` makes a reader go away. */
export const createFrameRecorder = () => {
  const frames = new Map<string, SocketFrame[]>();
  const gone = new Set<string>();
  const closed: string[] = [];
  const postFrame: PostFrame = async (connectionId, frame) => {
    await Promise.resolve();
    if (gone.has(connectionId)) throw new ConnectionGoneError();
    frames.set(connectionId, [...(frames.get(connectionId) ?? []), frame]);
  };
  return {
    postFrame,
    closeConnection: async (connectionId: string) => {
      closed.push(connectionId);
    },
    leave: (connectionId: string) => gone.add(connectionId),
    framesOf: (connectionId: string): readonly SocketFrame[] => frames.get(connectionId) ?? [],
    closed,
  };
};
