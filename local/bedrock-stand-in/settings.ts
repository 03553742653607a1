/** How fast the stand-in is. */
export interface Settings {
  /** Milliseconds before the first token. */
  readonly latencyMs: number;
  /** 0: all at once. */
  readonly tokensPerSecond: number;
}

/** Settings that can be changed while the stand-in runs. */
export interface SettingsHolder {
  get(): Settings;
  set(settings: Partial<Settings>): void;
}

export const createSettings = (initial: Settings): SettingsHolder => {
  let settings = initial;
  return {
    get: () => settings,
    set: (changes) => {
      settings = { ...settings, ...changes };
    },
  };
};
