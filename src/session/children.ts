/** Lists of children: of a few that are named, or of many that are numbered. */
import type { Key } from '../protocol/keys';
import type { Children } from './flatten';

export const none: Children = { count: 0, key: () => 'session', indexOf: () => -1 };

/** Children that are listed. */
export function listed(keys: readonly Key[]): Children {
  return {
    count: keys.length,
    key: (index) => keys[index]!,
    indexOf: (key) => keys.indexOf(key),
  };
}

/** Children that are numbered from `first` on under one word. */
export function numbered(count: number, first: number, prefix: string): Children {
  return {
    count,
    key: (index) => `${prefix}${first + index}` as Key,
    indexOf(key) {
      if (!key.startsWith(prefix)) return -1;
      const index = Number(key.slice(prefix.length)) - first;
      return index >= 0 && index < count ? index : -1;
    },
  };
}
