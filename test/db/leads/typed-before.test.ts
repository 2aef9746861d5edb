import { eq } from "drizzle-orm";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { deliveries } from "#db/schema/deliveries.ts";
import { askForCall } from "#src/leads/capture/ask-for-call.ts";
import { inquire } from "#src/leads/capture/inquire.ts";
import { exportLeads } from "#src/leads/desk/export-leads.ts";
import { findLead } from "#src/leads/desk/find-lead.ts";
import { readInbox } from "#src/leads/desk/inbox.ts";
import { prepareLead } from "#src/leads/prepare/lead.ts";
import { exportOwn } from "#src/progress/own-data/export-own.ts";
import { databases } from "#test/support/database/databases.ts";
import { addStaff, subscribe } from "#test/support/database/desk.ts";
import { ADA, applicationOn, leadOf, reported, sitting } from "#test/support/founder-life.ts";

/** A right-to-left override turns what follows it round: this reads as "Adafirm.com". */
const TURNED = "Ada\u202emoc.mrif\u2066";
const READ = "Ada moc.mrif";

describe.each(databases())("text that an older version kept with marks that turn the writing ($name)", (databases) => {
  afterAll(() => databases.dispose());

  test("is read without them wherever it is shown, sent or exported", async () => {
    const database = await databases.open();
    const life = applicationOn(database);
    onTestFinished(() => life.remove());
    const { app } = life;
    await addStaff(database, { id: "staff", name: "Grace" });
    await subscribe(database, ["lead.created"]);
    const assessment = await sitting(life, "E1");
    const clientHash = app.hashClient("192.0.2.7");
    await reported(life, ADA, assessment);
    await askForCall(app, { assessment, address: ADA.address, when: "Monday", phone: ADA.phone, clientHash });
    await inquire(app, { address: ADA.address, name: "Ada", firm: "Firm", message: "One\nTwo", clientHash });
    const given = { text: TURNED, lines: `One\n${TURNED}` };
    await database.write([
      { sql: "UPDATE leads SET name = :text, firm = :text, phone = :text", args: { text: given.text } },
      { sql: "UPDATE lead_events SET detail = :lines WHERE detail IS NOT NULL", args: { lines: given.lines } },
      { sql: "UPDATE inquiries SET name = :text, firm = :text, message = :lines", args: given },
      { sql: "UPDATE assessments SET attribution = json_object('utm_source', :text)", args: { text: given.text } },
    ]);

    const leadId = await leadOf(life, ADA.address);
    const [hook] = await database.query.select().from(deliveries).where(eq(deliveries.endpointId, "hook"));
    const csv = await exportLeads(app, {
      ...{ profile: "plain", query: readInbox(new URLSearchParams()).query },
      looking: { staffId: "staff", now: app.clock() },
    });
    const read = {
      page: JSON.stringify(await findLead(app, leadId)),
      webhook: JSON.stringify(hook && (await prepareLead(app, hook))),
      csv: await new Response(csv).text(),
      own: JSON.stringify(await exportOwn(app, leadId)),
    };
    await life.deliver();
    const mails = (await life.messages()).filter(({ to }) => to?.[0]?.address !== ADA.address);
    expect(mails).toHaveLength(2);
    for (const [where, text] of [...Object.entries(read), ...mails.map((mail) => ["mail", JSON.stringify(mail)])]) {
      expect(text, where).toContain(READ);
      expect(text, where).not.toMatch(/\p{Bidi_Control}/u);
    }
    expect(read.page).toContain(`One\\n${READ}`);
  });
});
