import { expect, test } from "vitest";
import { diskFull } from "./runs/disk-full.ts";
import { fuzz } from "./runs/fuzz.ts";
import { kills } from "./runs/kills.ts";
import { rolling } from "./runs/rolling.ts";
import { serverKills } from "./runs/server-kills.ts";
import { slowSockets } from "./runs/slow-sockets.ts";

// A few rounds of each; `npm run fault` runs the whole number and prints the counts.
const NOTHING_LOST = { "of them lost": 0, "of them not sent": 0, "sent twice": 0 };

test("a server that is killed under load has lost nothing and sends nothing twice", async () => {
  const counts = await kills(2);
  expect(counts).toMatchObject({ ...NOTHING_LOST, "errors in the log": 0, "integrity of the file": "ok" });
  expect(counts["reports promised"]).toBeGreaterThan(0);
});

test("neither has one whose libSQL server is killed", async () => {
  const counts = await serverKills(2);
  expect(counts).toMatchObject(NOTHING_LOST);
  expect(counts["reports promised"]).toBeGreaterThan(0);
});

test("neither have two behind a proxy of which one after the other is started anew, and nobody is turned away but to try again", async () => {
  const counts = await rolling(1);
  expect(counts).toMatchObject({ ...NOTHING_LOST, "errors in the log": 0 });
  expect(counts["reports promised"]).toBeGreaterThan(0);
  const failed = Object.keys(counts).filter((name) => /answers of|requests cut|refused/.test(name));
  expect(failed.filter((name) => name !== "answers of 503")).toEqual([]);
});

test("neither has one whose disk is full for a while, and every page can be read meanwhile", async () => {
  const counts = await diskFull(2);
  expect(counts).toMatchObject({ ...NOTHING_LOST, "of them failed": 0 });
  expect(Object.keys(counts).filter((name) => /answers of|requests cut|refused/.test(name))).toEqual([
    "answers of 503",
  ]);
});

test("sockets that dribble are answered with 408 while others are served", async () => {
  const counts = await slowSockets(12, 1);
  expect(counts).toMatchObject({ "answered with 408": 12, "pages that failed": 0, "errors in the log": 0 });
  expect(counts["pages served meanwhile"]).toBeGreaterThan(0);
});

test("requests of every kind are answered, and none fails", async () => {
  expect(await fuzz(400)).toMatchObject({ "signs of failure": 0, "errors in the log": 0, "goes on as before": true });
});
