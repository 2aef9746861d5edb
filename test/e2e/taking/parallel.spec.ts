import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { answered, completed, finish, formTime, hiddenField, post } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import { rows } from "#test/support/server/database.ts";
import { mailTo, theMailTo } from "#test/support/server/mail.ts";

const twenty = <T>(work: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 20 }, work));

for (const instrument of ["snapshot", "diagnostic"] as const) {
  test(`the ${instrument} finished twenty times at once is one assessment with one result`, async ({ server }) => {
    const answers = answersOf(instrument === "snapshot" ? "E1" : "E2");
    const reference = await answered(server, instrument, answers);
    const sent = await twenty(() => finish(server, instrument, reference, answers));

    expect(sent.map(({ status }) => status)).toEqual(Array(20).fill(303));
    const results = rows(
      server,
      "SELECT revision FROM results JOIN assessments ON assessments.id = assessment_id WHERE reference = ?",
      reference,
    );
    expect(results).toEqual([{ revision: 1 }]);
  });

  test(`the start form of the ${instrument} sent twenty times at once starts one attempt`, async ({ server }) => {
    const page = await fetch(server.url + paths.start(instrument));
    const start = hiddenField(await page.text(), "start");
    const sent = await twenty(() => post(server, paths.start(instrument), { start }));

    expect(new Set(sent.map(({ headers }) => headers.get("location"))).size).toBe(1);
    expect(rows(server, "SELECT id FROM assessments WHERE start_key = ?", start)).toHaveLength(1);
  });
}

test("the check page pressed twice leads to the questions about the firm both times", async ({ server }) => {
  const answers = answersOf("E2");
  const reference = await answered(server, "diagnostic", answers);
  for (let press = 0; press < 2; press += 1) {
    const { headers } = await finish(server, "diagnostic", reference, answers);
    expect(headers.get("location")).toBe(paths.about("diagnostic", reference, 1));
  }
});

test("a Snapshot carried over twenty times at once makes one attempt with its answers", async ({ server }) => {
  const snapshot = await completed(server, "E1");
  const page = await fetch(server.url + paths.result(snapshot));
  const start = hiddenField(await page.text(), "start");
  const sent = await twenty(() => post(server, paths.start("diagnostic"), { start, carry: snapshot }));

  expect(new Set(sent.map(({ headers }) => headers.get("location"))).size).toBe(1);
  expect(rows(server, "SELECT id FROM assessments WHERE carried_from = ?", snapshot)).toHaveLength(1);
});

test("the report asked for twenty times at once is one lead, one delivery, one mail", async ({ server }) => {
  const address = "twenty-at-once@firm.example";
  const reference = await completed(server, "E2");
  const time = await formTime(server, reference);
  const sent = await twenty(() => post(server, paths.report(reference), { time, email: address }));

  expect(sent.map(({ status }) => status)).toEqual(Array(20).fill(303));
  expect(rows(server, "SELECT id FROM leads WHERE address = ?", address)).toHaveLength(1);
  const deliveries = () =>
    rows(server, "SELECT state FROM deliveries JOIN leads ON leads.id = lead_id WHERE address = ?", address);
  await expect.poll(deliveries).toEqual([{ state: "sent" }]);
  await theMailTo(server, address);
  const another = await post(server, paths.report(reference), { time, email: "after-twenty@firm.example" });
  expect(another.status).toBe(303);
  await theMailTo(server, "after-twenty@firm.example");
  expect(await mailTo(server, address)).toHaveLength(1);
});
