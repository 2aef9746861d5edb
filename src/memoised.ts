/** What is concluded of an object, worked out once however often it is asked for, and forgotten with the object. */
export function memoised<S extends object, T>(conclude: (source: S) => T): (source: S) => T {
  const concluded = new WeakMap<S, T>();
  return (source) => {
    if (!concluded.has(source)) concluded.set(source, conclude(source));
    return concluded.get(source) as T;
  };
}
