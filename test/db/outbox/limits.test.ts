import fc from "fast-check";
import { afterAll, beforeAll, describe, expect } from "vitest";
import type { Database } from "#db/client/client.ts";
import { deliveries } from "#db/schema/deliveries.ts";
import { inquiries } from "#db/schema/inquiries.ts";
import { attachments, leads } from "#db/schema/leads.ts";
import { commitments, signInLinks } from "#db/schema/progress.ts";
import { capture } from "#src/leads/capture/capture.ts";
import { inquire } from "#src/leads/capture/inquire.ts";
import { makeWithReminder } from "#src/progress/commitments/make-with-reminder.ts";
import { askForLink } from "#src/progress/sign-in/ask-for-link.ts";
import { DAY, HOUR, MINUTE, SECOND } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { leadDomainOn } from "#test/support/database/domain.ts";
import { addAssessment, hashAddress, START } from "#test/support/delivery/outbox.ts";
import { clientOf } from "#test/support/factories.ts";

const mailLimits = { reportsPerHour: 3, reportsPerMailboxPerDay: 2, addressesPerAssessment: 2, mailsPerDay: 7 };
const signInLimits = { linksPerMailbox: 2, linksPerMailboxPerDay: 4, linksPerClient: 3, mailsPerDay: 7 };
const MOST_COMMITMENTS = 5;

interface Ask {
  kind: "report" | "call" | "inquiry" | "link" | "reminder";
  client: string;
  mailbox: number;
  assessment: number;
  /** Revision, message or condition: asking with the same one again is asking for the same. */
  what: number;
}
/** Kinds of mail whose number a day is one, by what is asked for. */
const PURPOSES: Record<Ask["kind"], string[]> = {
  report: ["report", "confirm-reminder"],
  reminder: ["report", "confirm-reminder"],
  call: ["call", "inquiry"],
  inquiry: ["call", "inquiry"],
  link: ["sign-in"],
};
/** How much later than the one before, in milliseconds, and what is asked at that moment. */
type Moment = { later: number; asks: Ask[] };

const ask: fc.Arbitrary<Ask> = fc.record({
  kind: fc.constantFrom("report", "call", "inquiry", "link", "reminder"),
  client: fc.constantFrom("one", "two"),
  mailbox: fc.nat({ max: 3 }),
  assessment: fc.nat({ max: 1 }),
  what: fc.nat({ max: 2 }),
});
const history: fc.Arbitrary<Moment[]> = fc.array(
  fc.record({
    later: fc.constantFrom(
      0,
      SECOND - 1,
      MINUTE - 1,
      MINUTE,
      9 * MINUTE,
      10 * MINUTE,
      15 * MINUTE,
      HOUR - 1,
      HOUR,
      DAY - HOUR,
      DAY,
    ),
    asks: fc.oneof(
      { weight: 3, arbitrary: fc.array(ask, { minLength: 1, maxLength: 1 }) },
      fc.array(ask, { maxLength: 6 }),
    ),
  }),
  { minLength: 4, maxLength: 12 },
);

describe.each(databases())("limits, with the database in the mode $name", (databases) => {
  const { once } = databases;
  let places: Database[];
  let life = 0;
  beforeAll(async () => {
    places = [await databases.open(), databases.openAgain()];
  });
  afterAll(() => databases.dispose());

  const address = ({ mailbox }: Ask) => `reader-${life}-${mailbox}@example.com`;
  const domainAt = (now: number, place: Database) => ({
    ...leadDomainOn(place, () => now),
    ...{ mailLimits, signInLimits },
  });
  const send = async (one: Ask, now: number, sittings: readonly number[], place: Database) => {
    const domain = domainAt(now, place);
    const { kind, what } = one;
    const clientHash = clientOf(one.client);
    const assessmentId = sittings[one.assessment] as number;
    const nobody = { name: null, firm: null };
    if (kind === "link") return askForLink(domain, { address: address(one), clientHash });
    if (kind === "inquiry")
      return inquire(domain, { ...nobody, address: address(one), message: `Hello ${what}`, clientHash });
    const terms = { layer: "integrity" as const, condition: `Done ${what}`, dueAt: START + 900 * DAY };
    if (kind === "reminder")
      return makeWithReminder(domain, { assessmentId, terms, address: address(one), clientHash });
    return capture(domain, {
      ...{ ...nobody, phone: null, detail: null, kind, event: `${kind}-asked`, address: address(one), clientHash },
      assessment: { id: assessmentId, revision: what + 1 },
      consents: [{ purpose: kind, textVersion: "1" }],
    });
  };

  /** Everything that a limit counts, with the addresses of leads by their ids. */
  const readAll = async () => {
    const { query } = places[0] as Database;
    const people = new Map((await query.select().from(leads)).map((lead) => [lead.id, lead.address]));
    const mails = (await query.select().from(deliveries)).map((row) => ({
      ...row,
      address: people.get(row.leadId ?? "") ?? null,
    }));
    const attached = (await query.select().from(attachments)).map((row) => ({
      ...row,
      address: people.get(row.leadId),
    }));
    return {
      ...{ people, mails, attached },
      inquiries: await query.select().from(inquiries),
      links: await query.select().from(signInLinks),
      commitments: await query.select().from(commitments),
    };
  };
  type All = Awaited<ReturnType<typeof readAll>>;

  /** The windows that an ask has to pass, as the issue of each kind words them, and the rows in each. */
  const windowsOf = (one: Ask, all: All) => {
    const kind = one.kind === "reminder" ? "confirm-reminder" : one.kind;
    const purpose = PURPOSES[one.kind];
    const together = all.mails.filter((mail) => mail.channel === "mail" && purpose.includes(mail.kind));
    const total = { limit: "total", span: DAY, most: mailLimits.mailsPerDay, rows: together };
    const limits = { mailbox: mailLimits.reportsPerMailboxPerDay, client: mailLimits.reportsPerHour };
    const pick = <T extends { createdAt: number }>(
      rows: T[],
      mine: (row: T) => boolean,
      client: (row: T) => boolean,
    ) => ({
      mailbox: rows.filter(mine),
      client: rows.filter(client),
    });
    if (one.kind === "link") {
      const own = pick(
        all.links,
        (link) => link.addressHash === hashAddress(address(one)),
        (link) => link.clientHash === clientOf(one.client)[0],
      );
      return [
        { limit: "mailbox", span: 15 * MINUTE, most: signInLimits.linksPerMailbox, rows: own.mailbox },
        { limit: "mailbox", span: DAY, most: signInLimits.linksPerMailboxPerDay, rows: own.mailbox },
        { limit: "client", span: 15 * MINUTE, most: signInLimits.linksPerClient, rows: own.client },
        total,
      ];
    }
    const own =
      one.kind === "inquiry"
        ? pick(
            all.inquiries,
            (inquiry) => inquiry.address === address(one),
            (inquiry) => inquiry.clientHash === clientOf(one.client)[0],
          )
        : pick(
            all.mails.filter((mail) => mail.kind === kind),
            (mail) => mail.address === address(one),
            (mail) => mail.clientHash === clientOf(one.client)[0],
          );
    return [
      { limit: "mailbox", span: DAY, most: limits.mailbox, rows: own.mailbox },
      { limit: "client", span: HOUR, most: limits.client, rows: own.client },
      total,
    ];
  };

  /** What has to be answered to an ask that comes alone: what is asked again, what is full, and how long for. */
  const expected = (one: Ask, all: All, now: number, sittings: readonly number[]) => {
    const sitting = sittings[one.assessment];
    const within =
      (span: number) =>
      ({ createdAt }: { createdAt: number }) =>
        createdAt > now - span;
    const recent = within(MINUTE);
    const here = all.mails.filter(
      (mail) => mail.kind === one.kind && mail.assessmentId === sitting && mail.address === address(one),
    );
    if (here.some((mail) => mail.revision === one.what + 1 && recent(mail))) return { status: "already" };
    const written = all.inquiries.filter((inquiry) => inquiry.address === address(one));
    if (
      one.kind === "inquiry" &&
      written.some((old) => old.message === `Hello ${one.what}` && within(10 * MINUTE)(old))
    )
      return { status: "sent" };
    if (one.kind === "reminder") {
      const made = all.commitments.filter(({ assessmentId }) => assessmentId === sitting);
      const same = (old: (typeof made)[number]) =>
        all.people.get(old.leadId ?? "") === address(one) && old.condition === `Done ${one.what}`;
      if (made.some(same)) return { status: "already" };
      if (made.length >= MOST_COMMITMENTS) return { status: "full" };
    }
    const others = all.attached.filter((row) => row.assessmentId === sitting && row.address !== address(one));
    if (!["link", "inquiry"].includes(one.kind) && others.length >= mailLimits.addressesPerAssessment)
      return { status: "refused", limit: "addresses", retryAfterSeconds: null };

    const waits = windowsOf(one, all).map(({ limit, span, most, rows }) => {
      const inside = rows.map(({ createdAt }) => createdAt).filter((at) => at > now - span);
      const leaves = inside.toSorted((a, b) => b - a)[most - 1];
      return { limit, seconds: leaves === undefined ? 0 : Math.ceil((leaves + span - now) / SECOND) };
    });
    const longest = Math.max(...waits.map(({ seconds }) => seconds));
    if (longest > 0)
      return {
        status: "refused",
        limit: expect.toSatisfy((limit) => waits.some((wait) => wait.limit === limit && wait.seconds === longest)),
        retryAfterSeconds: longest,
      };
    return { status: { report: "queued", call: "queued", inquiry: "sent", link: "asked", reminder: "made" }[one.kind] };
  };

  const rowsIn = (all: All) => all.mails.length + all.inquiries.length + all.links.length + all.attached.length;

  once("decide the same as what is told, whatever is asked when, and are never exceeded", async () => {
    const lives = fc.asyncProperty(history, async (moments) => {
      life += 1;
      let now = START + life * 30 * DAY;
      const [place] = places as [Database];
      const tables = ["deliveries", "commitments", "attachments", "leads", "inquiries", "sign_in_links", "assessments"];
      await place.write(tables.map((table) => ({ sql: `DELETE FROM ${table}`, args: {} })));
      const sittings = [await addAssessment(place), await addAssessment(place)];
      for (const { later, asks } of moments) {
        now += later;
        // What was asked for has been sent by now: only its age makes it the same submission.
        await place.write([{ sql: "UPDATE deliveries SET state = 'sent', sent_at = created_at", args: {} }]);
        const before = await readAll();
        const told = await Promise.all(
          asks.map((one, index) => send(one, now, sittings, places[index % 2] as Database)),
        );
        const after = await readAll();
        const [alone] = asks.length === 1 ? asks : [];
        if (alone) expect(told).toEqual([expected(alone, before, now, sittings)]);
        if (told.every(({ status }) => status === "refused" || status === "full"))
          expect(rowsIn(after)).toBe(rowsIn(before));
        for (const one of asks)
          for (const { limit, span, most, rows } of windowsOf(one, after)) {
            const inside = rows.filter(({ createdAt }) => createdAt > now - span);
            expect({ limit, inside: inside.length }).toEqual({ limit, inside: Math.min(inside.length, most) });
          }
        for (const sitting of sittings)
          expect(after.attached.filter(({ assessmentId }) => assessmentId === sitting).length).toBeLessThanOrEqual(2);
      }
    });
    await fc.assert(lives, { numRuns: databases.mode === "embedded" ? 20 : 8 });
  });
});
