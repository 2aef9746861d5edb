import { Webhook } from "standardwebhooks";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import { providerEvents, suppressions } from "#db/schema/deliveries.ts";
import { readResendEvent } from "#src/delivery/channels/read-resend-event.ts";
import { takeProviderEvent } from "#src/delivery/channels/take-provider-event.ts";
import { forgetProviderEvents } from "#src/outbox/forget-events.ts";
import { findSuppression } from "#src/outbox/suppression.ts";
import { DAY, MINUTE } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import {
  addDelivery,
  fakeChannel,
  hashAddress,
  loopWith,
  rowOf,
  START,
  stoppedClock,
} from "#test/support/delivery/outbox.ts";

const SECRET = `whsec_${Buffer.from("a secret of the mail provider").toString("base64")}`;

interface Told {
  id?: string;
  type?: string;
  at?: number;
  message?: string;
  to?: string;
  bounce?: "Permanent" | "Transient" | "Undetermined";
}

/** An event as Resend posts it: Svix's headers around Standard Webhooks' signature. */
function posted({ id = "evt_1", type = "email.delivered", at = START, ...told }: Told) {
  const { message = "p", to = "ada@example.com", bounce = "Permanent" } = told;
  const payload = JSON.stringify({
    ...{ type, created_at: new Date(at).toISOString() },
    data: {
      ...{ email_id: message, from: "Plumbline <reports@consultancy.example>", to: [to], subject: "Your report" },
      ...(type === "email.bounced" && { bounce: { type: bounce, subType: "General", message: "No such mailbox." } }),
    },
  });
  const now = new Date();
  const headers = new Headers({
    "svix-id": id,
    "svix-timestamp": String(Math.floor(now.getTime() / 1000)),
    "svix-signature": new Webhook(SECRET).sign(id, now, payload),
  });
  return { payload, headers };
}

describe("what the provider signs", () => {
  const { payload, headers } = posted({});
  const changed = (name: string, value: string) => {
    const copy = new Headers(headers);
    copy.set(name, value);
    return copy;
  };

  test("is read", () => {
    const to = ["ada@example.com"];
    expect(readResendEvent(payload, headers, SECRET)).toEqual({
      ...{ id: "evt_1", providerId: "p", kind: "delivered", at: START, to },
    });
  });

  test.each([
    ["with another body", payload.replace("ada@", "eve@"), headers],
    ["under another id", payload, changed("svix-id", "evt_2")],
    ["at another time", payload, changed("svix-timestamp", "1")],
    ["without a signature", payload, changed("svix-signature", "")],
    ["by another secret", payload, changed("svix-signature", "v1,AAAA")],
    ["without any header", payload, new Headers()],
  ])("is refused %s", (_how, body, given) => {
    expect(() => readResendEvent(body, given, SECRET)).toThrow();
  });

  test.each(["email.opened", "email.sent", "email.delivery_delayed", "domain.updated", "something.new"])(
    "moves nothing when it is %s",
    (type) => {
      const told = posted({ type });
      expect(readResendEvent(told.payload, told.headers, SECRET)).toBeNull();
    },
  );
});

describe.each(databases())("reports of the provider, with the database in the mode $name", (databases) => {
  const { once } = databases;
  let database: Database;
  let clock: ReturnType<typeof stoppedClock>;
  beforeEach(async () => {
    clock = stoppedClock();
    database = await databases.open();
  });
  afterAll(() => databases.dispose());

  const send = () => loopWith({ database, clock, channel: fakeChannel() }).runOnce();
  const tell = async (told: Told) => {
    const { payload, headers } = posted(told);
    const event = readResendEvent(payload, headers, SECRET);
    if (event) await takeProviderEvent({ database, clock, hashAddress }, event);
  };
  const suppressed = (address = "ada@example.com") => findSuppression({ database, hashAddress }, address);
  const delivered = { id: "d", type: "email.delivered", at: START + MINUTE };
  const bounced = { id: "b", type: "email.bounced", at: START + 2 * MINUTE };
  const complained = { id: "c", type: "email.complained", at: START + 3 * MINUTE };

  once.each([
    ["in order", [delivered, bounced, complained]],
    ["backwards", [complained, bounced, delivered]],
    ["twice each", [bounced, complained, bounced, delivered, complained, delivered]],
  ])("come out the same %s: the worst is the state, every time is kept", async (_how, events) => {
    const id = await addDelivery(database);
    await send();
    for (const event of events) await tell(event);
    expect(await rowOf(database, id)).toMatchObject({
      ...{ state: "complained", deliveredAt: delivered.at, bouncedAt: bounced.at, complainedAt: complained.at },
    });
    expect(await database.query.$count(providerEvents)).toBe(3);
    expect(await suppressed()).not.toBeNull();
  });

  once("that are forgotten stay told by their delivery when a later one comes", async () => {
    const id = await addDelivery(database);
    await send();
    await tell(bounced);
    clock.advance(31 * DAY);
    await forgetProviderEvents({ database, clock });
    await tell({ ...delivered, at: clock() });
    expect(await rowOf(database, id)).toMatchObject({
      ...{ state: "bounced", bouncedAt: bounced.at, deliveredAt: clock() },
    });
  });

  test("that come before we know that it was sent count once we do", async () => {
    const id = await addDelivery(database);
    await tell(bounced);
    expect(await rowOf(database, id)).toMatchObject({ state: "pending", bouncedAt: null });
    expect(await suppressed()).toBeNull();
    await send();
    expect(await rowOf(database, id)).toMatchObject({ state: "bounced", bouncedAt: bounced.at, sentAt: clock() });
    expect(await suppressed()).toMatchObject({ reason: "bounced" });
  });

  once("of an arrival suppress nobody, and neither does a bounce that may still come right", async () => {
    const id = await addDelivery(database);
    await send();
    await tell(delivered);
    await tell({ ...bounced, bounce: "Transient" });
    await tell({ ...bounced, bounce: "Undetermined" });
    expect(await rowOf(database, id)).toMatchObject({ state: "delivered", bouncedAt: null });
    expect(await database.query.$count(suppressions)).toBe(0);
  });

  once("of a bounce bar the address as it was written, and of a complaint its mailbox whatever the tag", async () => {
    await addDelivery(database, "ada+old@example.com");
    await send();
    await tell({ ...bounced, to: "ada+old@example.com" });
    expect(await suppressed("ada+old@example.com")).toMatchObject({ reason: "bounced" });
    expect(await suppressed("ada@example.com")).toBeNull();
    await tell({ ...complained, to: "ada+old@example.com" });
    for (const address of ["ada@example.com", "ada+new@example.com", "ada+old@example.com"])
      expect(await suppressed(address), address).toMatchObject({ reason: "complained" });
    expect(await suppressed("bea@example.com")).toBeNull();
  });

  once("of somebody else's message are kept and change nothing", async () => {
    const id = await addDelivery(database);
    await send();
    await tell({ ...complained, message: "of another system", to: "bea@example.com" });
    expect(await rowOf(database, id)).toMatchObject({ state: "sent" });
    expect(await database.query.$count(suppressions)).toBe(0);
  });

  once("told again do not undo what staff have lifted", async () => {
    await addDelivery(database);
    await send();
    await tell(bounced);
    await database.query.delete(suppressions);
    clock.advance(MINUTE);
    await tell(bounced);
    expect(await suppressed()).toBeNull();
  });

  once("are forgotten after 30 days, and what they said of the delivery stays", async () => {
    const id = await addDelivery(database);
    await send();
    await tell(delivered);
    clock.advance(30 * DAY);
    expect(await forgetProviderEvents({ database, clock })).toBe(0);
    clock.advance(MINUTE);
    expect(await forgetProviderEvents({ database, clock })).toBe(1);
    expect(await rowOf(database, id)).toMatchObject({ state: "delivered" });
  });
});
