import type { Message } from "#db/schema/deliveries.ts";
import { attachments, leads } from "#db/schema/leads.ts";
import type { Channel } from "#src/delivery/channels/channel.ts";
import { mailRenderer } from "#src/delivery/render.ts";
import type { LeadDomain } from "#src/leads/capture/capture.ts";
import type { MailForgetter } from "#src/outbox/erase-deliveries.ts";
import { DAY, HOUR } from "#src/time.ts";
import type { Words } from "#src/words/load.ts";
import type { Site } from "#src/words/site.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { leadDomainOn } from "#test/support/database/domain.ts";
import { fakeChannel, loopWith, START } from "#test/support/delivery/outbox.ts";
import { completeSitting } from "#test/support/sittings.ts";
import { site as published, words } from "#test/support/words.ts";
import { freshOn } from "./fresh.ts";

/** START is nine in the morning, when mails with a date go out: the same time of another day, and the start of it. */
export const days = (count: number) => START + count * DAY;
export const day = (count: number) => days(count) - 9 * HOUR;

export const ADA = "ada@example.com";
export const sign = (text: string) => `signed-${Buffer.from(text).toString("hex")}`;

/** Staff and consents of its own, so that a test sees whom a mail went to and which text was kept. */
export const site: Site = {
  ...published,
  staffAddress: "desk@consultancy.example",
  consent: {
    report: { version: "report-7", text: "Report." },
    followUp: { version: "follow-3", text: "Follow up." },
    call: { version: "call-2", text: "Call." },
    reminder: { version: "r-4", text: "Remind." },
    askAgain: { version: "a-7", text: "Ask again." },
    checkIns: { version: "c-2", text: "Check." },
  },
};

export interface LeadsDomain extends LeadDomain, MailForgetter {
  site: Site;
  words: Words;
  sign: typeof sign;
}

/** Leads and what they are sent, on a new database for each test. */
export function leadsOn(databases: TestDatabases) {
  const { on, fresh } = freshOn(
    databases,
    (...around): LeadsDomain => ({ ...leadDomainOn(...around), site, words, sign }),
  );

  const render = (database = on.database) =>
    mailRenderer({
      ...{ ...on.domain, database, publicUrl: "https://plumb.example", mailFrom: undefined },
      ...{ pdf: () => Promise.reject(new Error("No PDF.")), log: { error: () => undefined } },
    } as never);
  const loop = (channel: Channel<Message>, database = on.database) =>
    loopWith({ database, clock: () => on.now, channel, render: render(database) });
  /** The messages that go out when everything due is sent. */
  const letOut = async () => {
    const channel = fakeChannel();
    await loop(channel).runOnce();
    return channel.sent.map(({ message }) => message);
  };
  const completed = (name: "E1" | "E2" | "E6" = "E2") => completeSitting(on.domain, name);
  /** The only lead's id. */
  const leadId = async () => (await on.database.query.select().from(leads))[0]?.id ?? "";
  /** A mailbox says that a result is its own. */
  const claim = (lead: string, assessmentId: number) =>
    on.database.query
      .insert(attachments)
      .values({ leadId: lead, assessmentId, attachedAt: on.now, claimedAt: on.now })
      .onConflictDoUpdate({ target: [attachments.leadId, attachments.assessmentId], set: { claimedAt: on.now } });
  return { on, fresh, render, loop, letOut, completed, leadId, claim };
}
