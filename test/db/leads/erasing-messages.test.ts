import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createMailbox } from "#src/delivery/channels/mailbox.ts";
import { sweepMail } from "#src/delivery/sweep-mail.ts";
import { eraseLead } from "#src/leads/erasing/erase-lead.ts";
import { eraseOldLeads } from "#src/leads/erasing/erase-old.ts";
import { DAY, HOUR } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { loopWith, messageTo } from "#test/support/delivery/outbox.ts";
import { ADA, BOB, leadOf, reported, sitting } from "#test/support/founder-life.ts";
import { lifeOn } from "#test/support/fresh/life.ts";

describe.each(databases())("the mailbox folder, in the mode $name", (databases) => {
  const { once } = databases;
  const { on, rows, files } = lifeOn(databases);

  once("loses the messages of leads whose time is over", async () => {
    await reported(on.life, ADA, await sitting(on.life, "E1"));
    await on.life.deliver();
    on.life.advance(366 * DAY);
    await reported(on.life, BOB, await sitting(on.life, "E1"));
    await on.life.deliver();
    expect(files()).toHaveLength(2);
    on.life.advance(400 * DAY);
    expect(await eraseOldLeads(on.life.app)).toBe(1);
    expect(files()).toEqual([`${(await rows("report"))[0]?.id}.eml`]);
  });

  once("is swept of what has no delivery any more, and of nothing else", async () => {
    await reported(on.life, ADA, await sitting(on.life, "E1"));
    await on.life.deliver();
    const kept = files();
    const gone = `${"a".repeat(24)}.eml`;
    const draft = `${"b".repeat(24)}.eml.01234567-0123-0123-0123-0123456789ab.tmp`;
    for (const name of [gone, draft, "letter from home.eml", "notes.txt"])
      writeFileSync(join(on.life.mailbox, name), "To: someone@example.com");
    const old = (on.life.app.clock() - 2 * HOUR) / 1000;
    utimesSync(join(on.life.mailbox, draft), old, old);
    mkdirSync(join(on.life.mailbox, "folder"));
    expect(await sweepMail(on.life.app, on.life.channel)).toBe(1);
    expect(files()).toEqual([...kept, "folder", "letter from home.eml", "notes.txt"].toSorted());
    expect(await sweepMail(on.life.app, { name: "other", send: on.life.channel.send })).toBe(0);
  });

  test("does not keep a message that was erased while it was being sent", async () => {
    await reported(on.life, ADA, await sitting(on.life, "E1"));
    const lead = await leadOf(on.life, ADA.address);
    const mailbox = createMailbox({ folder: on.life.mailbox, clock: on.life.app.clock });
    const channel: typeof mailbox = {
      ...mailbox,
      async send(...message) {
        await eraseLead(on.life.app, lead);
        return mailbox.send(...message);
      },
    };
    const render = async () => messageTo(ADA.address);
    expect(await loopWith({ database: on.database, clock: on.life.app.clock, channel, render }).runOnce()).toBe(1);
    expect(files()).toEqual([]);
  });
});
