import { describe, expect, test } from "vitest";
import { capture } from "#src/leads/capture/capture.ts";
import { inquire } from "#src/leads/capture/inquire.ts";
import { askForLink } from "#src/progress/sign-in/ask-for-link.ts";
import { DAY, SECOND } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { addAssessment } from "#test/support/delivery/outbox.ts";
import { clientOf } from "#test/support/factories.ts";
import { leadsOn } from "#test/support/fresh/leads.ts";

describe.each(databases())("limits to a mailbox, with the database in the mode $name", (databases) => {
  const { on } = leadsOn(databases);

  test("count one mailbox once, whatever plus-tag its address carries and whichever lead that makes", async () => {
    const domain = { ...on.domain, mailLimits: { ...on.domain.mailLimits, reportsPerMailboxPerDay: 2 } };
    const { database } = on;
    const assessments = [await addAssessment(database), await addAssessment(database), await addAssessment(database)];
    const nobody = { name: null, firm: null, phone: null, detail: null, clientHash: null };
    const report = (address: string, place: number) =>
      capture(domain, {
        ...{
          ...nobody,
          kind: "report",
          event: "report-asked",
          address,
          consents: [{ purpose: "report", textVersion: "1" }],
        },
        assessment: { id: assessments[place] as number, revision: 1 },
      });
    expect(await report("tagged+one@example.com", 0)).toEqual({ status: "queued" });
    expect(await report("tagged+two@example.com", 1)).toEqual({ status: "queued" });
    const refused = { status: "refused", limit: "mailbox", retryAfterSeconds: DAY / SECOND };
    expect(await report("tagged@example.com", 2)).toEqual(refused);
    expect(await report("tag.ged@example.com", 2)).toEqual({ status: "queued" });
    const write = (address: string, message: string) =>
      inquire(domain, { name: null, firm: null, address, message, clientHash: clientOf("tagged") });
    for (const tag of ["a", "b"]) expect(await write(`writer+${tag}@example.com`, tag)).toEqual({ status: "sent" });
    expect(await write("writer@example.com", "c")).toEqual(refused);
    const links = {
      ...domain,
      signInLimits: { linksPerMailbox: 2, linksPerMailboxPerDay: 4, linksPerClient: 100, mailsPerDay: 1000 },
    };
    const link = (address: string) => askForLink(links, { address, clientHash: clientOf("tagged") });
    for (const tag of ["a", "b"]) expect(await link(`opener+${tag}@example.com`)).toEqual({ status: "asked" });
    expect(await link("opener+c@example.com")).toMatchObject({ status: "refused", limit: "mailbox" });
  });
});
