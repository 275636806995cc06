/**
 * Both ends of the wire. The client keeps the one table of what is pending; every request settles:
 * by its reply, by cancel, or when an end is disposed of. Nothing here knows what messages mean.
 */
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
  dispose(): void;
}

/** What the client tells its owner. */
interface ClientListener {
  onEvent(event: ProtocolEvent): void;
  /** Events have been lost or came twice: ask for everything again. */
  onGap(): void;
}

/** Makes the view's end; `post` sends a message to the host. */
// LONG: the closure is the class; its functions are the methods.
export function createClient(post: (message: ToHost) => void, listener: ClientListener): Client {
  interface Waiting {
    resolve(result: Result<Method>): void;
    reject(error: RequestError): void;
  }
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let nextSeq = 0;
  let disposed = false;

  function fail(id: number, error: ProtocolError): void {
    const entry = waiting.get(id);
    waiting.delete(id);
    entry?.reject(new RequestError(error));
  }

  function start<M extends Method>(method: M, params: Params<M>): Pending<M> {
    const id = nextId++;
    const result = new Promise<Result<M>>((resolve, reject) => {
      if (disposed) {
        reject(new RequestError({ code: 'closed', message: 'the view is closed' }));
        return;
      }
      // The reply to a request with this id is of this method's type: only the host could break it.
      waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      post({ type: 'request', id, method, params } as ToHost);
    });
    const cancel = (): void => {
      if (!waiting.has(id)) return;
      fail(id, { code: 'cancelled', message: `${method} was cancelled` });
      post({ type: 'cancel', id });
    };
    return { result, cancel };
  }

  function receive(message: ToView): void {
    if (message.type === 'ok') {
      const entry = waiting.get(message.id);
      waiting.delete(message.id);
      entry?.resolve(message.result);
    } else if (message.type === 'err') {
      fail(message.id, message.error);
    } else if (message.type === 'event') {
      const { seq } = message.event;
      // The first event may have any number: a panel can be restored in the middle of a run.
      const expected = nextSeq === 0 ? seq : nextSeq;
      if (seq < expected) return;
      nextSeq = seq + 1;
      listener.onEvent(message.event);
      if (seq > expected) listener.onGap();
    }
  }

  function dispose(): void {
    disposed = true;
    for (const id of [...waiting.keys()]) {
      fail(id, { code: 'closed', message: 'the view is closed' });
    }
  }

  return { request: (method, params) => start(method, params).result, start, receive, dispose };
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
  let seq = 0;
  let disposed = false;

  function refuse(id: number, code: ProtocolError['code'], message: string): void {
    running.delete(id);
    post({ type: 'err', id, error: { code, message } });
  }

  function cancel(id: number): void {
    const entry = running.get(id);
    if (!entry || entry.cancelled) return;
    entry.cancelled = true;
    for (const callback of entry.callbacks) callback();
  }

  function handle(id: number, method: Method, params: Params<Method>): void {
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
        post({ type: 'ok', id, result } as ToView);
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
    const { type, id, method, params } = message as Record<string, unknown>;
    if (typeof id !== 'number') return;
    if (type === 'cancel') cancel(id);
    if (type !== 'request') return;
    if (disposed) refuse(id, 'closed', 'the session is closed');
    else if (typeof method !== 'string' || !Object.hasOwn(handlers, method))
      refuse(id, 'unknown', `there is no request ${String(method)}`);
    else if (typeof params !== 'object' || params === null)
      refuse(id, 'invalid', `${method} has no parameters`);
    else handle(id, method as Method, params as Params<Method>);
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
