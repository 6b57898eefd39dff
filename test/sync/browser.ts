// The browser as far as settings and sync ask for it: two storage areas in memory, alarms that never ring.
type Stored = Record<string, unknown>;

function area() {
  let all: Stored = {};
  return {
    get: (key: string): Promise<Stored> => Promise.resolve(key in all ? { [key]: all[key] } : {}),
    set: (change: Stored): Promise<void> => {
      all = { ...all, ...structuredClone(change) };
      return Promise.resolve();
    },
    remove: (key: string): Promise<void> => {
      all = Object.fromEntries(Object.entries(all).filter(([name]) => name !== key));
      return Promise.resolve();
    },
    clear: (): void => {
      all = {};
    },
    all: (): Stored => all,
  };
}

export const browser = {
  storage: { local: area(), session: area() },
  runtime: { getPlatformInfo: () => Promise.resolve({}) },
};

export function clearStorage(): void {
  browser.storage.local.clear();
  browser.storage.session.clear();
}
