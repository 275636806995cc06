/** Turns for everybody else between two slices of work. */
import { RequestError } from '../protocol/port';
import { Slices } from './slices';

/** How often long work tells where it is. */
const progressMilliseconds = 100;

/** Not everywhere is all of it; Node and browsers agree on what is used here. */
interface Scope {
  readonly setImmediate?: (callback: () => void) => unknown;
  readonly MessageChannel?: new () => Channel;
}

const here = globalThis as object as Scope;

interface Channel {
  readonly port1: { onmessage: (() => void) | null };
  readonly port2: { postMessage(message: null): void };
}

let channel: Channel | undefined;
const waiting: (() => void)[] = [];

/** Lets everything else that waits have a turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    // Node's own way costs no millisecond; neither does a message, while browsers hold timers back.
    if (here.setImmediate) here.setImmediate(resolve);
    else if (here.MessageChannel) {
      channel ??= new here.MessageChannel();
      channel.port1.onmessage = () => waiting.shift()?.();
      waiting.push(resolve);
      channel.port2.postMessage(null);
    } else setTimeout(resolve, 0);
  });
}

/** Long work of which there is one at a time: what begins ends what was begun before. */
export class OneAtATime {
  private current: object | undefined;

  get busy(): boolean {
    return this.current !== undefined;
  }

  /** What was begun ends at its next turn. */
  end(): void {
    this.current = undefined;
  }

  /** Does `work` with a turn that rejects with `cancelled` once something else was begun. */
  async begin<Answer>(work: (turn: () => Promise<void>) => Promise<Answer>): Promise<Answer> {
    const mine = {};
    this.current = mine;
    try {
      return await work(async () => {
        await nextTurn();
        if (this.current !== mine)
          throw new RequestError({ code: 'cancelled', message: 'something else was begun' });
      });
    } finally {
      if (this.current === mine) this.current = undefined;
    }
  }
}

/** Calls `slice` until it answers true, with a turn after each; `tell` hears of it now and then. */
export async function inSlices(
  slice: () => boolean,
  turn: () => Promise<void>,
  tell: () => void,
): Promise<void> {
  let told = performance.now();
  while (!slice()) {
    if (performance.now() - told >= progressMilliseconds) {
      told = performance.now();
      tell();
    }
    await turn();
  }
}

/**
 * Does work piece by piece, in slices with a turn after each; what comes of it. Whatever is done
 * with it does not lengthen the last slice.
 */
export async function inTurns<T>(pieces: Generator<undefined, T>): Promise<T> {
  const slices = new Slices();
  let last: IteratorResult<undefined, T> = { done: false, value: undefined };
  const next = (): boolean => {
    last = pieces.next();
    return last.done === true;
  };
  for (let done = false; !done; await nextTurn()) done = slices.slice(next);
  return last.value as T;
}
