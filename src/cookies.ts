/** The values of the cookies of this name that a request brings, in its order: a browser may send one of several paths. */
export const cookiesOf = (headers: Pick<Headers, "get">, name: string): string[] =>
  (headers.get("cookie") ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
