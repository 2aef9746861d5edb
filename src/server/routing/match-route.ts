import { remembered } from "#src/lru.ts";
import { INSTRUMENT_IDS } from "#src/names/instruments.ts";
import { ROUTES, type Route, routeOf } from "#src/routes.ts";

const parametersIn = (pattern: string) => pattern.split("[").length - 1;
const segmentsIn = (path: string) => path.split("/").length;

/** Paths of as many segments that begin with the same one. */
const groupOf = (path: string) => `${segmentsIn(path)} ${path.split("/", 2)[1]}`;

/** The patterns with parameters as expressions by what their paths begin with, of two that match one path the more exact first. */
const MATCHERS = Map.groupBy(
  Object.keys(ROUTES)
    .filter((pattern) => parametersIn(pattern) > 0)
    .sort((one, other) => parametersIn(one) - parametersIn(other) || other.length - one.length)
    .flatMap((pattern) => {
      const match = { path: expressionFor(pattern), pattern, route: routeOf(pattern) };
      const begun = INSTRUMENT_IDS.map((instrument) => pattern.replace(/^\/\[instrument\]/, `/${instrument}`));
      return [...new Set(begun)].map((begins) => ({ ...match, group: groupOf(begins) }));
    }),
  ({ group }) => group,
);

function expressionFor(pattern: string): RegExp {
  const instruments = `(?<instrument>${INSTRUMENT_IDS.join("|")})`;
  const source = pattern
    .replaceAll(".", "\\.")
    .replaceAll("[instrument]", instruments)
    .replaceAll(/\[(\w+)\]/g, "(?<$1>[^/]+)");
  return new RegExp(`^${source}$`);
}

/** A route that a path is written like: its pattern, its row and the values of its parameters. */
interface Match {
  pattern: string;
  route: Route;
  params: Readonly<Record<string, string>>;
}

/** The route of exactly this decoded path, or null where none is written like that. */
export const matchAt = remembered((path: string): Match | null => {
  if (Object.hasOwn(ROUTES, path) && parametersIn(path) === 0)
    return { pattern: path, route: routeOf(path), params: {} };
  for (const { path: expression, pattern, route } of MATCHERS.get(groupOf(path)) ?? []) {
    const found = expression.exec(path);
    if (found) return { pattern, route, params: { ...found.groups } };
  }
  return null;
});

/** The row of exactly this decoded path. */
export const routeAt = (path: string): Route | undefined => matchAt(path)?.route;

/** One segment more than the longest route has, counted with the empty one before the first slash. */
const MOST_SEGMENTS = Math.max(...Object.keys(ROUTES).map(segmentsIn)) + 1;

/** The row of the nearest route at or above a decoded path, however it is written: what lies below a page is as private. */
export function routeAround(path: string): Route {
  const segments = path.toLowerCase().split(/\/+/).slice(0, MOST_SEGMENTS);
  for (; segments.length > 1; segments.pop()) {
    const route = routeAt(segments.join("/"));
    if (route) return route;
  }
  return ROUTES["/"];
}
