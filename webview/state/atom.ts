/** A value that tells who listens when it changes. */
export interface Atom<T> {
  get(): T;
  /** Does nothing when the value is the same. */
  set(value: T): void;
  /** Calls back after each change; returns how to stop. */
  subscribe(callback: (value: T) => void): () => void;
}

export function atom<T>(initial: T): Atom<T> {
  let current = initial;
  const callbacks = new Set<(value: T) => void>();
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      for (const callback of [...callbacks]) callback(value);
    },
    subscribe(callback) {
      callbacks.add(callback);
      return () => callbacks.delete(callback);
    },
  };
}
