import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "#db/client/client.ts";
import type { Message } from "#db/schema/deliveries.ts";
import type { Channel } from "#src/delivery/channels/channel.ts";
import { createMailbox } from "#src/delivery/channels/mailbox.ts";
import { createResendChannel } from "#src/delivery/channels/resend.ts";
import type { MailSource } from "#src/delivery/kinds.ts";
import { mailRenderer } from "#src/delivery/render.ts";
import { pdfCache } from "#src/report/pdf/cache.ts";
import { score } from "#src/scoring/score.ts";
import { databases } from "#test/support/database/databases.ts";
import { addDelivery, hashAddress, loopWith, rowOf, START, stoppedClock } from "#test/support/delivery/outbox.ts";
import { startResendServer } from "#test/support/delivery/resend-server.ts";
import { bank, banks, EXAMPLES } from "#test/support/factories.ts";
import { readPdf } from "#test/support/read-pdf.ts";
import { site, words } from "#test/support/words.ts";

const NAME = "plumbline-revenue-visibility-snapshot-2026-11-20.pdf";
const [local] = databases();
if (!local) throw new Error("There is no mode of the database to test with.");

describe("The report e-mail with its PDF", () => {
  let database: Database;
  let folder = "";
  let delivery = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "plumbline-file-"));
  });
  beforeEach(async () => {
    database = await local.open();
    delivery = await addDelivery(database);
    const { submission } = EXAMPLES.E1;
    await database.write([
      {
        sql: `INSERT INTO results (assessment_id, revision, sizing, currency, result, scored_at)
              SELECT id, 1, '{}', 'GBP', :result, :at FROM assessments`,
        args: { result: JSON.stringify(score(bank, "snapshot", submission)), at: START },
      },
    ]);
  });
  afterAll(async () => {
    await local.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const failures: string[] = [];
  const render = (more: Partial<MailSource> = {}) =>
    mailRenderer({
      ...{
        database,
        banks,
        words,

        clock: () => START,
        site,
        hashAddress,
        publicUrl: "https://plumb.example",
        mailFrom: undefined,
      },
      sign: () => "signature",
      pdf: pdfCache({ words: words.pages, site }),
      log: { error: (event) => failures.push(event) },
      ...more,
    });
  const send = (channel: Channel<Message>, more?: Partial<MailSource>) =>
    loopWith({ database, clock: stoppedClock(), channel, render: render(more) }).runOnce();
  const mailbox = () => createMailbox({ folder, clock: () => START });
  const parsed = async () => PostalMime.parse(await readFile(join(folder, `${delivery}.eml`)));
  const storedFile = async () => ((await rowOf(database, delivery)).message as Message | null)?.attachments?.[0];

  test("is in the .eml, whole, under a plain name, and says what the report says", async () => {
    expect(await send(mailbox())).toBe(1);
    const { attachments, text, html } = await parsed();
    expect(attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([[NAME, "application/pdf"]]);
    const pdf = Buffer.from(attachments[0]?.content as ArrayBuffer);
    expect(pdf.toString("base64")).toBe((await storedFile())?.content);
    const read = await readPdf(pdf);
    expect(read.texts[0]).toContain("No system yet.");
    expect([text, html].every((part) => part?.includes("https://plumb.example/results/"))).toBe(true);
    expect(read.texts.join(" ")).not.toMatch(/https?:/);
  });

  test("is what Resend receives, and the same bytes when it is tried again", async () => {
    const server = await startResendServer();
    try {
      const clock = stoppedClock();
      const channel = createResendChannel({ apiKey: "re_test", baseUrl: server.url, clock });
      server.script.push({ status: 500, name: "internal_server_error" });
      let renderings = 0;
      const made = render();
      const loop = loopWith({
        ...{ database, clock, channel },
        render: (asked) => {
          renderings += 1;
          return made(asked);
        },
      });
      await loop.runOnce();
      clock.advance(30_000);
      await loop.runOnce();
      expect(server.requests).toHaveLength(2);
      expect(new Set(server.requests.map(({ body }) => body)).size).toBe(1);
      expect(renderings).toBe(1);
      const { attachments } = JSON.parse(server.accepted[0]?.body ?? "{}") as { attachments: object[] };
      const { filename, contentType, content } = (await storedFile()) as NonNullable<Message["attachments"]>[number];
      expect(attachments).toEqual([{ filename, content_type: contentType, content }]);
      expect(filename).toBe(NAME);
      expect(Buffer.from(content, "base64").subarray(0, 5).toString()).toBe("%PDF-");
    } finally {
      await server.stop();
    }
  });

  test("goes without it where the site says so", async () => {
    await send(mailbox(), { site: { ...site, reportPdf: false } });
    expect((await parsed()).attachments).toEqual([]);
    expect(await storedFile()).toBeUndefined();
  });

  test("goes without it where it cannot be made, and the log says so", async () => {
    failures.length = 0;
    await send(mailbox(), { pdf: () => Promise.reject(new Error("out of paper")) });
    expect((await rowOf(database, delivery)).state).toBe("sent");
    expect((await parsed()).attachments).toEqual([]);
    expect(failures).toEqual(["pdf-failed"]);
  });
});
