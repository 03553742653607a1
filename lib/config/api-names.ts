/** Stages of the APIs, the last part of their addresses. */
export const restStageName = 'v1';
export const socketStageName = 'v1';
