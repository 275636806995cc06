/**
 * Both ends of the wire. The client keeps the one table of what is pending; every request settles:
 * by its reply, by cancel, or when an end is disposed of. A question whose answer is late is asked
 * about, and asked again if it or its answer was lost. What messages mean is known here only so
 * far: which questions come again and again, and which requests must not be made twice.
 */
import { difference, LatestAnswers, patched } from './patch';
import type {
  EventBody,
  Method,
  Params,
  ProtocolError,
  ProtocolEvent,
  Result,
  ToHost,
  ToView,
} from './protocol';

/** A failed request. */
export class RequestError extends Error {
  readonly code: ProtocolError['code'];

  constructor(error: ProtocolError) {
    super(error.message);
    this.name = 'RequestError';
    this.code = error.code;
  }
}

/** A request on its way. */
interface Pending<M extends Method> {
  readonly result: Promise<Result<M>>;
  /** Settles the request at once with `cancelled`, and tells the host. */
  cancel(): void;
}

/** The view's end. */
export interface Client {
  request<M extends Method>(method: M, params: Params<M>): Promise<Result<M>>;
  start<M extends Method>(method: M, params: Params<M>): Pending<M>;
  /** To be called with every message that arrives. Unknown ones are ignored. */
  receive(message: ToView): void;
  /** To be called about once a second: asks what has become of answers that are late. */
  look(): void;
  dispose(): void;
}

/** What the client tells its owner. */
interface ClientListener {
  onEvent(event: ProtocolEvent): void;
  /** Messages were lost or have overtaken others: ask for everything again. */
  onGap(): void;
  /** The host has said nothing for a while, though it was asked; or it is there again. */
  onSilence(silent: boolean): void;
}

/** Looks after which an answer is late, and further ones after which the host is silent. */
const lateLooks = 3;
const silentLooks = 3;

/**
 * What a view asks again after every step: the two ends keep the latest answers, and only what is
 * new is sent.
 */
const kept: ReadonlySet<Method> = new Set<Method>([
  'tiles',
  'spans',
  'overview',
  'tree',
  'timeline',
  'inspect',
]);

/** Doing these twice is not the same as doing them once. */
const once: ReadonlySet<Method> = new Set<Method>([
  'step',
  'stepBack',
  'run',
  'runTo',
  'pause',
  'seek',
  'toBirth',
  'toDeath',
  'intervene',
  'restart',
  'openSavedRun',
  'openSource',
  'copy',
  'save',
  'savePage',
]);

const questionOf = (method: Method, params: unknown): string => method + JSON.stringify(params);

/** Makes the view's end; `post` sends a message to the host. */
// LONG: the closure is the class; its functions are the methods.
export function createClient(post: (message: ToHost) => void, listener: ClientListener): Client {
  interface Waiting {
    readonly method: Method;
    readonly params: Params<Method>;
    /** Looks since it was asked, or since the host has said that it works at it. */
    looks: number;
    resolve(result: Result<Method>): void;
    reject(error: RequestError): void;
    /** Its number; another one once it had to be asked again. */
    id: number;
    /** What the next event's number was expected to be when it was asked. */
    askedSeq: number;
  }
  const waiting = new Map<number, Waiting>();
  const answers = new LatestAnswers();
  let nextId = 1;
  let nextSeq = 0;
  /** Looks since the host was asked where answers are, without a word from it. */
  let unheard = 0;
  let silent = false;
  let disposed = false;

  function fail(id: number, error: ProtocolError): void {
    const entry = waiting.get(id);
    waiting.delete(id);
    entry?.reject(new RequestError(error));
  }

  /** Sends a question, for the first time or once more. */
  function ask(entry: Waiting, whole: boolean): void {
    entry.id = nextId++;
    entry.looks = 0;
    entry.askedSeq = nextSeq;
    waiting.set(entry.id, entry);
    const { id, method, params } = entry;
    const before = kept.has(method) && !whole ? answers.get(questionOf(method, params)) : undefined;
    const like = before === undefined ? {} : { like: before.number };
    post({ type: 'request', id, method, params, ...like } as ToHost);
  }

  function start<M extends Method>(method: M, params: Params<M>): Pending<M> {
    let entry: Waiting | undefined;
    const result = new Promise<Result<M>>((resolve, reject) => {
      if (disposed) {
        reject(new RequestError({ code: 'closed', message: 'the view is closed' }));
        return;
      }
      // The reply to a request with this id is of this method's type: only the host could break it.
      const settle = { resolve: resolve as Waiting['resolve'], reject };
      entry = { method, params, looks: 0, ...settle, id: 0, askedSeq: 0 };
      ask(entry, false);
    });
    const cancel = (): void => {
      if (!entry || !waiting.has(entry.id)) return;
      const { id } = entry;
      fail(id, { code: 'cancelled', message: `${method} was cancelled` });
      post({ type: 'cancel', id });
    };
    return { result, cancel };
  }

  function answered(message: Extract<ToView, { type: 'ok' }>): void {
    const entry = waiting.get(message.id);
    if (!entry) return;
    const { method, params } = entry;
    let result: unknown;
    if ('like' in message) {
      const before = answers.get(questionOf(method, params));
      if (before?.number !== message.like) {
        // What it is like is not here any more.
        waiting.delete(message.id);
        ask(entry, true);
        return;
      }
      result = message.patch ? patched(before.result, message.patch) : before.result;
    } else ({ result } = message);
    if (kept.has(method)) answers.set(questionOf(method, params), message.answer, result);
    waiting.delete(message.id);
    entry.resolve(result as Result<Method>);
  }

  /** What is lost is asked again, or, if that could do harm, has failed. */
  function lose(id: number): void {
    const entry = waiting.get(id);
    if (!entry) return;
    if (once.has(entry.method)) {
      fail(id, { code: 'lost', message: `${entry.method} or its answer was lost` });
      listener.onGap();
      return;
    }
    waiting.delete(id);
    ask(entry, true);
  }

  function receive(message: ToView): void {
    unheard = 0;
    if (silent) listener.onSilence((silent = false));
    if (message.type === 'event') {
      const { seq } = message.event;
      // The first event may have any number: a panel can be restored in the middle of a run.
      const expected = nextSeq === 0 ? seq : nextSeq;
      if (seq < expected) return;
      nextSeq = seq + 1;
      listener.onEvent(message.event);
      if (seq > expected) listener.onGap();
      return;
    }
    const asked = message.type === 'waiting' ? undefined : waiting.get(message.id);
    if (message.type === 'ok') answered(message);
    else if (message.type === 'err') fail(message.id, message.error);
    else if (message.type === 'waiting') {
      for (const id of message.working) {
        const entry = waiting.get(id);
        if (entry) entry.looks = 0;
      }
      message.lost.forEach(lose);
    } else return;
    // An event is missing, or one has overtaken this, which says how things were before.
    const isOutOfStep = nextSeq !== 0 && message.seq !== nextSeq - 1;
    // Who was asked after an event and knows nothing of it is another host, that counts anew. (To
    // wait for the old numbers would be to ask it for ever.)
    const countsAnew = asked !== undefined && message.seq + 1 < asked.askedSeq;
    nextSeq = countsAnew ? message.seq + 1 : Math.max(nextSeq, message.seq + 1);
    if (isOutOfStep) listener.onGap();
  }

  function look(): void {
    const late: number[] = [];
    for (const [id, entry] of waiting) if (++entry.looks >= lateLooks) late.push(id);
    if (late.length === 0) return;
    post({ type: 'waiting', ids: late });
    if (++unheard > silentLooks && !silent) listener.onSilence((silent = true));
  }

  function dispose(): void {
    disposed = true;
    for (const id of [...waiting.keys()]) {
      fail(id, { code: 'closed', message: 'the view is closed' });
    }
  }

  return {
    request: (method, params) => start(method, params).result,
    ...{ start, receive, look, dispose },
  };
}

/** Told to a handler whose caller no longer wants the answer. */
export interface Cancellation {
  readonly cancelled: boolean;
  onCancel(callback: () => void): void;
}

/** One function per method, synchronous or not. Throw a RequestError to choose the code. */
export type Handlers = {
  [M in Method]: (
    params: Params<M>,
    cancellation: Cancellation,
  ) => Result<M> | PromiseLike<Result<M>>;
};

/** The host's end. */
export interface Server {
  /** To be called with every message that arrives from the view; anything may come from there. */
  receive(message: unknown): void;
  emit(event: EventBody, tick: number): void;
  /** Cancels what is running; every later request errs with `closed`. */
  dispose(): void;
}

/** Makes the host's end; `post` sends a message to the view. */
// LONG: the closure is the class; its functions are the methods.
export function createServer(handlers: Handlers, post: (message: ToView) => void): Server {
  interface Running {
    cancelled: boolean;
    callbacks: (() => void)[];
  }
  const running = new Map<number, Running>();
  const answers = new LatestAnswers();
  let answered = 0;
  let seq = 0;
  let disposed = false;

  function refuse(id: number, code: ProtocolError['code'], message: string): void {
    running.delete(id);
    post({ type: 'err', id, error: { code, message }, seq });
  }

  /** Sends an answer; if it is kept and the view has the one before, what is new in it. */
  function send(id: number, question: string | undefined, like: unknown, result: unknown): void {
    const answer = ++answered;
    const before = question === undefined ? undefined : answers.get(question);
    if (question !== undefined) answers.set(question, answer, result);
    if (before === undefined || before.number !== like) {
      post({ type: 'ok', id, answer, result, seq } as ToView);
      return;
    }
    const patch = difference(before.result, result);
    post({ type: 'ok', id, answer, like: before.number, ...(patch ? { patch } : {}), seq });
  }

  function tellOf(ids: readonly unknown[]): void {
    const numbers = ids.filter((id) => typeof id === 'number');
    const working = numbers.filter((id) => running.has(id));
    const lost = numbers.filter((id) => !running.has(id));
    post({ type: 'waiting', working, lost, seq });
  }

  function cancel(id: number): void {
    const entry = running.get(id);
    if (!entry || entry.cancelled) return;
    entry.cancelled = true;
    for (const callback of entry.callbacks) callback();
  }

  function handle(id: number, method: Method, params: Params<Method>, like: unknown): void {
    const entry: Running = { cancelled: false, callbacks: [] };
    running.set(id, entry);
    const cancellation: Cancellation = {
      get cancelled() {
        return entry.cancelled;
      },
      onCancel(callback) {
        if (entry.cancelled) callback();
        else entry.callbacks.push(callback);
      },
    };
    const handler = handlers[method] as (p: Params<Method>, c: Cancellation) => Result<Method>;
    new Promise<Result<Method>>((resolve) => resolve(handler(params, cancellation))).then(
      (result) => {
        if (disposed) return;
        running.delete(id);
        send(id, kept.has(method) ? questionOf(method, params) : undefined, like, result);
      },
      (error: unknown) => {
        if (disposed) return;
        const code = error instanceof RequestError ? error.code : 'internal';
        refuse(id, code, error instanceof Error ? error.message : String(error));
      },
    );
  }

  function receive(message: unknown): void {
    if (typeof message !== 'object' || message === null) return;
    const { type, id, method, params, like, ids } = message as Record<string, unknown>;
    if (type === 'waiting' && Array.isArray(ids)) tellOf(ids);
    if (typeof id !== 'number') return;
    if (type === 'cancel') cancel(id);
    if (type !== 'request') return;
    if (disposed) refuse(id, 'closed', 'the session is closed');
    else if (typeof method !== 'string' || !Object.hasOwn(handlers, method))
      refuse(id, 'unknown', `there is no request ${String(method)}`);
    else if (typeof params !== 'object' || params === null)
      refuse(id, 'invalid', `${method} has no parameters`);
    else handle(id, method as Method, params as Params<Method>, like);
  }

  function emit(event: EventBody, tick: number): void {
    seq += 1;
    if (!disposed) post({ type: 'event', event: { ...event, seq, tick } });
  }

  function dispose(): void {
    for (const id of [...running.keys()]) {
      cancel(id);
      refuse(id, 'closed', 'the session is closed');
    }
    disposed = true;
  }

  return { receive, emit, dispose };
}
