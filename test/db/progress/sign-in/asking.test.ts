import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { addDelivery, hashAddress, START } from "#test/support/delivery/outbox.ts";
import { times } from "#test/support/factories.ts";
import { accessOn } from "#test/support/fresh/access.ts";
import { ADA } from "#test/support/fresh/leads.ts";

describe.each(databases())("asking for a link, with the database in the mode $name", (databases) => {
  const { once } = databases;
  const { on, ask, links, mails } = accessOn(databases);

  once("writes a row of links for a known and for an unknown address, and mails the known one only", async () => {
    expect(await ask(ADA)).toEqual(await ask("nobody@example.com"));
    const [known, unknown] = await links();
    expect(known).toMatchObject({ leadId: on.ada, addressHash: hashAddress(ADA), tokenHash: null, usedAt: null });
    expect(unknown).toMatchObject({ leadId: null, addressHash: hashAddress("nobody@example.com"), tokenHash: null });
    expect(await mails()).toMatchObject([
      { kind: "sign-in", leadId: on.ada, signInLinkId: known?.id, state: "pending", recipient: null, message: null },
    ]);
    expect(JSON.stringify(await links())).not.toContain("example.com");
    expect(on.woken).toBe(2);
  });

  once.each([ADA, "nobody@example.com"])(
    "stops a mailbox after five in 15 minutes, known or not: %s",
    async (address) => {
      for (const minute of times(5)) {
        on.now = START + minute * MINUTE;
        expect(await ask(address, `client-${minute}`)).toEqual({ status: "asked" });
      }
      on.now = START + 5 * MINUTE;
      const refused = { status: "refused", limit: "mailbox", retryAfterSeconds: 600 };
      expect(await ask(address, "client-6")).toEqual(refused);
      expect(await links()).toHaveLength(5);
      on.now = START + 15 * MINUTE;
      expect(await ask(address)).toEqual({ status: "asked" });
    },
  );

  once.each([ADA, "nobody@example.com"])(
    "stops a mailbox after twenty in a day, known or not, however slowly they come: %s",
    async (address) => {
      for (const hour of times(20)) {
        on.now = START + hour * HOUR;
        expect(await ask(address, `client-${hour}`)).toEqual({ status: "asked" });
      }
      on.now = START + 20 * HOUR;
      expect(await ask(address)).toEqual({ status: "refused", limit: "mailbox", retryAfterSeconds: 4 * 3600 });
      on.now = START + DAY;
      expect(await ask(address)).toEqual({ status: "asked" });
    },
  );

  once("stops a client over all addresses, and all mail at its number a day", async () => {
    await ask("a@example.com", "client", { linksPerClient: 2 });
    await ask("b@example.com", "client", { linksPerClient: 2 });
    const refused = { status: "refused", limit: "client", retryAfterSeconds: 900 };
    expect(await ask("c@example.com", "client", { linksPerClient: 2 })).toEqual(refused);
    expect(await ask(ADA, "another", { linksPerClient: 2 })).toEqual({ status: "asked" });
    const inAll = { mailsPerDay: 1 };
    const full = { status: "refused", limit: "total", retryAfterSeconds: 24 * 3600 };
    expect(await ask(ADA, "third", inAll)).toEqual(full);
    expect(await ask("nobody@example.com", "third", inAll)).toEqual(full);
  });

  once("is not stopped by the day's reports, nor stops them", async () => {
    for (const _ of times(2)) await addDelivery(on.database, "reader@example.com", on.now);
    expect(await ask(ADA, "client", { mailsPerDay: 1 })).toEqual({ status: "asked" });
    expect(await ask(ADA, "client", { mailsPerDay: 1 })).toMatchObject({ status: "refused", limit: "total" });
  });

  test("stops exactly at five when twenty come at once", async () => {
    const asked = await Promise.all(times(20).map(() => ask()));
    expect(asked.filter(({ status }) => status === "asked")).toHaveLength(5);
    expect(await mails()).toHaveLength(5);
  });
});
