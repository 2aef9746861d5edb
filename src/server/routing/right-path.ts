import { remembered } from "#src/lru.ts";
import { INSTRUMENT_IDS } from "#src/names/instruments.ts";
import { ROUTES } from "#src/routes.ts";
import { routeAt } from "./match-route.ts";

/** What a sentence puts behind a link. */
const MARKS = /[.,;:!?)\]}>'"*\u2019\u201d\s]+$/u;

/** What is written in lower case wherever it stands; references and tokens stay as they are. */
const LOWERED = ["slug", "page", "folder", "step", "change"];

/** The routes as expressions that take any case, of two that match one path the longer first. */
const WAYS = Object.keys(ROUTES)
  .flatMap((pattern) => INSTRUMENT_IDS.map((instrument) => pattern.replace("[instrument]", instrument)))
  .sort((one, other) => other.length - one.length)
  .map((pattern) => ({
    pattern,
    names: [...pattern.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => name),
    written: new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll(/\[\w+\]/g, "([^/]+)")}$`, "i"),
  }));

/** The right way of writing a decoded path that no route is written like, or null where there is none. */
export const rightPath = remembered((path: string): string | null => {
  const bare = path.replace(MARKS, "");
  if (bare === path && routeAt(path.replace(/(?<=.)\/$/, ""))) return null;
  const tidied = `/${bare.split("/").filter(Boolean).join("/")}`;
  for (const { pattern, names, written } of WAYS) {
    const [, ...values] = written.exec(tidied) ?? [];
    if (values.length < names.length || !written.test(tidied)) continue;
    const right = names.reduce((made, name, place) => {
      const value = values[place] ?? "";
      return made.replace(`[${name}]`, () => (LOWERED.includes(name) ? value.toLowerCase() : value));
    }, pattern);
    if (right !== path && routeAt(right)) return right;
  }
  return null;
});
