import { describe, expect, test } from "vitest";
import { deliveries } from "#db/schema/deliveries.ts";
import { inquiries } from "#db/schema/inquiries.ts";
import { leads } from "#db/schema/leads.ts";
import { type Inquiry, inquire } from "#src/leads/capture/inquire.ts";
import { inquiryText } from "#src/leads/capture/inquiry-text.ts";
import { eraseOldInquiries } from "#src/leads/erasing/erase-inquiries.ts";
import { DAY, HOUR, MINUTE } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { hashAddress, START } from "#test/support/delivery/outbox.ts";
import { clientOf, times } from "#test/support/factories.ts";
import { leadsOn } from "#test/support/fresh/leads.ts";

const WRITTEN: Inquiry = {
  address: "ada@firm.example",
  name: "Ada",
  firm: "Engines",
  message: "Does the Diagnostic fit a firm of 70?",
  clientHash: clientOf("client"),
};

describe.each(databases())("the contact form's inquiries, in the mode $name", (databases) => {
  const { once } = databases;
  const { on } = leadsOn(databases);

  const limits = { reportsPerHour: 3, reportsPerMailboxPerDay: 2, addressesPerAssessment: 5, mailsPerDay: 100 };
  const write = (more: Partial<Inquiry> = {}, mailLimits = limits) =>
    inquire({ ...on.domain, mailLimits }, { ...WRITTEN, ...more });
  const kept = () => on.database.query.select().from(inquiries).orderBy(inquiries.createdAt);
  const told = () => on.database.query.select().from(deliveries).orderBy(deliveries.recipient);

  once("is kept with a delivery to each address of staff, and makes nobody a lead", async () => {
    const value = JSON.stringify(["one@x.example", "two@x.example"]);
    await on.database.write([
      {
        sql: "INSERT INTO settings (name, value, changed_at) VALUES ('notificationAddresses', :value, 0)",
        args: { value },
      },
    ]);

    expect(await write()).toEqual({ status: "sent" });
    const [inquiry, ...others] = await kept();
    expect(others).toEqual([]);
    expect(inquiry).toEqual({
      ...WRITTEN,
      clientHash: WRITTEN.clientHash[0],
      mailboxHash: hashAddress(WRITTEN.address),
      id: inquiry?.id,
      createdAt: START,
    });
    const facts = {
      kind: "inquiry",
      channel: "mail",
      inquiryId: inquiry?.id,
      leadId: null,
      state: "pending",
      dueAt: START,
    };
    expect(await told()).toMatchObject([
      { ...facts, recipient: "one@x.example" },
      { ...facts, recipient: "two@x.example" },
    ]);
    expect(await on.database.query.select().from(leads)).toEqual([]);
    expect(on.woken).toBe(1);
  });

  test("the same words sent again within ten minutes, even twenty times at once, are one inquiry", async () => {
    const answers = await Promise.all(times(20).map(() => write()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(["sent"]));
    on.now += 10 * MINUTE - 1;
    expect(await write()).toEqual({ status: "sent" });
    expect([(await kept()).length, (await told()).length]).toEqual([1, 1]);
    on.now += 2;
    expect(await write()).toEqual({ status: "sent" });
    expect([(await kept()).length, (await told()).length]).toEqual([2, 2]);
  });

  once("an address has so many in a day, and hears when it may go on", async () => {
    await write({ message: "1" });
    on.now += HOUR;
    await write({ message: "2", clientHash: clientOf("other") });
    on.now += HOUR;
    expect(await write({ message: "3", clientHash: clientOf("third") })).toEqual({
      status: "refused",
      limit: "mailbox",
      retryAfterSeconds: (22 * HOUR) / 1000,
    });
    expect([(await kept()).length, (await told()).length, on.woken]).toEqual([2, 2, 2]);
    on.now = START + DAY;
    expect(await write({ message: "3" })).toEqual({ status: "sent" });
  });

  test("a client has so many in an hour, whatever address it gives, and parallel ones find no gap", async () => {
    const all = await Promise.all(
      times(12).map((place) => write({ address: `a${place}@firm.example`, message: `${place}` })),
    );
    expect(all.filter(({ status }) => status === "sent")).toHaveLength(3);
    expect(all.find(({ status }) => status === "refused")).toEqual({
      status: "refused",
      limit: "client",
      retryAfterSeconds: HOUR / 1000,
    });
    expect(await write({ clientHash: clientOf("another") })).toEqual({ status: "sent" });
    on.now += HOUR;
    expect(await write({ address: "late@firm.example" })).toEqual({ status: "sent" });
  });

  once("mails to staff have a limit a day of their own", async () => {
    const few = { ...limits, mailsPerDay: 1 };
    expect(await write({}, few)).toEqual({ status: "sent" });
    expect(await write({ address: "b@firm.example", message: "2" }, few)).toMatchObject({
      status: "refused",
      limit: "total",
      retryAfterSeconds: DAY / 1000,
    });
    expect(await kept()).toHaveLength(1);
  });

  test("goes with its messages when leads would go, and its client's hash after a day", async () => {
    await write();
    const [delivery] = await told();
    on.now = START + DAY + 1;
    await write({ address: "new@firm.example" });
    expect(await eraseOldInquiries(on.domain)).toBe(0);
    expect((await kept()).map(({ clientHash }) => clientHash)).toEqual([null, "client"]);

    const due = new Date(START);
    due.setUTCMonth(due.getUTCMonth() + 24);
    on.now = due.getTime();
    expect(await eraseOldInquiries(on.domain)).toBe(0);
    on.now += 1;
    expect(await eraseOldInquiries(on.domain)).toBe(1);
    expect((await kept()).map(({ address }) => address)).toEqual(["new@firm.example"]);
    expect((await told()).map(({ id }) => id)).not.toContain(delivery?.id);
    expect(on.forgotten).toEqual([delivery?.id]);
  });
});

test.each([
  ["two lines\r\nas typed", "two lines\nas typed"],
  [" padded \n", "padded"],
  ["a\u0007bell and a\u0085next line", "a bell and a next line"],
  ["x".repeat(4_000), "x".repeat(4_000)],
])("a message keeps its lines and loses other control characters: %j", (given, stored) => {
  expect(inquiryText.parse(given)).toBe(stored);
});

test.each(["", " \n\t ", "x".repeat(4_001)])("a message that is blank or too long is none: %#", (given) => {
  expect(inquiryText.safeParse(given).success).toBe(false);
});
