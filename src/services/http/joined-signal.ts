import { setMaxListeners } from 'node:events';

/** A signal that aborts with another one or by itself, until it is released. */
export interface JoinedSignal {
  readonly signal: AbortSignal;
  /** Nothing of it stays with the signals that it followed. */
  release(): void;
}

/**
 * Aborts with the first of them. `AbortSignal.any` leaves something behind in each signal for every use (node
 * 20), and that of the process lives as long as a watcher does.
 */
export function joinSignals(...signals: readonly (AbortSignal | undefined)[]): JoinedSignal {
  const joined = new AbortController();
  const followed = signals.filter((signal) => signal !== undefined);
  // Every request under way listens; node warns beyond ten, as if they leaked.
  setMaxListeners(0, ...followed);
  const stops = followed.map((signal) => {
    const stop = (): void => joined.abort(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    return () => signal.removeEventListener('abort', stop);
  });
  const release = (): void => {
    for (const stop of stops) stop();
  };
  return { signal: joined.signal, release };
}
