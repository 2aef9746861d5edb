import { describe, expect, test } from "vitest";
import { networkOf } from "#src/client-hash.ts";
import { buildApp } from "#src/server/context.ts";
import { readEnvironment } from "#src/server/env.ts";
import { createLog } from "#src/server/log.ts";
import { DAY, HOUR } from "#src/time.ts";

const MIDNIGHT = Date.UTC(2026, 10, 20);
let now = MIDNIGHT;
const clock = () => now;
const { hashClient } = buildApp({
  ...{ env: readEnvironment({}), clock, secret: "s".repeat(32), wakeDelivery: () => undefined },
  ...{ database: {} as never, log: createLog({ clock, out: { write: () => true } }) },
});
const at = (time: number, address = "192.0.2.7") => {
  now = time;
  return hashClient(address);
};

describe("a client", () => {
  test.each([
    ["192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:db8:0:0:1::", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::", "0:0:0:0::/64"],
    ["unknown", "unknown"],
  ])("with the address %s is the network %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  test("is the same over a whole /64, and another beside it", () => {
    expect(at(MIDNIGHT, "2001:db8:1:2::1")).toEqual(at(MIDNIGHT, "2001:db8:1:2:ffff:ffff:ffff:ffff"));
    expect(at(MIDNIGHT, "2001:db8:1:2::1")).not.toEqual(at(MIDNIGHT, "2001:db8:1:3::1"));
  });

  test("that was stored before midnight is still counted after it, for a day, and no longer", () => {
    const [stored] = at(MIDNIGHT - 1);
    expect(at(MIDNIGHT)).toContain(stored);
    expect(at(MIDNIGHT + DAY - 1)).toContain(stored);
    expect(at(MIDNIGHT + DAY)).not.toContain(stored);
    expect(at(MIDNIGHT + HOUR)[0]).not.toBe(stored);
  });
});
