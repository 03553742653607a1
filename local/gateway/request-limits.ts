/** How long a caller may take to send a request, in milliseconds: its head, and all of it. Then it is told 408. */
export const requestLimitsMs = { head: 10_000, whole: 30_000 } as const;
