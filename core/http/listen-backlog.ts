/**
 * Connections that may wait until a server accepts them: Linux's own limit (`net.core.somaxconn`, 4096 since 5.4). With
 * Node's 511 a burst overflows, and whoever was dropped connects only when TCP tries again, 1 s to half a minute later.
 */
export const listenBacklog = 4096;
