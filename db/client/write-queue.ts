export type WriteQueue = {
  /** Runs the task after every earlier one has settled; settles as the task does. */
  add<T>(task: () => Promise<T>): Promise<T>;
  /** Tasks that wait or run. */
  pending(): number;
  /** Settles when every task added so far has. */
  drained(): Promise<void>;
};

/** First in, first out, one at a time. SQLite has one writer; waiting here costs no lock and blocks no event loop. */
export function writeQueue(): WriteQueue {
  let tail: Promise<void> = Promise.resolve();
  let length = 0;
  return {
    add(task) {
      length += 1;
      const done = tail.then(task).finally(() => {
        length -= 1;
      });
      tail = done.then(
        () => undefined,
        () => undefined,
      );
      return done;
    },
    pending: () => length,
    drained: () => tail,
  };
}
