import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { composeMessage } from "#src/delivery/channels/compose-message.ts";
import { createMailbox } from "#src/delivery/channels/mailbox.ts";

const NOW = Date.UTC(2026, 10, 20, 9, 30, 0);
const message = {
  from: '"Plumbline – Größe" <reports@consultancy.example>',
  to: "ada@example.com",
  replyTo: "team@consultancy.example",
  subject: "Ihr Bericht: „Prüfen“ 👩‍💻 und noch viel mehr, damit die Zeile gefaltet werden muss",
  html: `<p>Zuerst: prüfen &amp; messen</p>\r\n<p>${"x".repeat(1200)}</p>`,
  text: "Zuerst: prüfen & messen\r\n\r\n.\r\nFrom here on\r\n",
};

describe("a mailbox folder", () => {
  let folder = "";
  const mailbox = () => createMailbox({ folder: join(folder, "made", "on demand"), clock: () => NOW });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "plumbline-mailbox-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("holds one whole file a delivery, however often it is sent", async () => {
    const channel = mailbox();
    const tries = Array.from({ length: 10 }, () => channel.send("delivery-1", message, null));
    expect(await Promise.all(tries)).toEqual(tries.map(() => ({ status: "sent", providerId: null })));
    const place = join(folder, "made", "on demand");
    expect(await readdir(place)).toEqual(["delivery-1.eml"]);
    expect((await stat(join(place, "delivery-1.eml"))).mode & 0o777).toBe(0o600);
    const parsed = await PostalMime.parse(await readFile(join(place, "delivery-1.eml")));
    expect(parsed.subject).toBe(message.subject);
  });

  test("refuses an id that would lead out of it", async () => {
    expect(await mailbox().send("../evil", message, null)).toMatchObject({ status: "refused" });
  });

  test("throws where the folder cannot be made, and leaves nothing behind", async () => {
    const blocked = join(folder, "a-file");
    await writeFile(blocked, "");
    const channel = createMailbox({ folder: blocked, clock: () => NOW });
    await expect(channel.send("delivery-2", message, null)).rejects.toMatchObject({ code: "EEXIST" });
  });
});

describe("a composed message", () => {
  test("reads back as it was written, as text and HTML alternatives", async () => {
    const eml = await composeMessage("delivery-1", message, NOW);
    const parsed = await PostalMime.parse(eml);
    expect(parsed).toMatchObject({
      from: { name: "Plumbline – Größe", address: "reports@consultancy.example" },
      to: [{ address: "ada@example.com" }],
      replyTo: [{ address: "team@consultancy.example" }],
      subject: message.subject,
      messageId: "<delivery-1@consultancy.example>",
      date: new Date(NOW).toISOString(),
    });
    const lines = (text: string | undefined) => text?.replace(/\r\n/g, "\n").trimEnd();
    expect(lines(parsed.html)).toBe(lines(message.html));
    expect(lines(parsed.text)).toBe(lines(message.text));
    expect(eml.toString("latin1")).toMatch(/^Content-Type: multipart\/alternative;/m);
    expect(
      Math.max(
        ...eml
          .toString("latin1")
          .split("\r\n")
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(998);
  });

  test("has the same bytes for the same arguments", async () => {
    const eml = () => composeMessage("delivery-1", message, NOW);
    expect(await eml()).toEqual(await eml());
  });

  test("gains no header from its subject", async () => {
    const subjects = fc.string({ unit: "grapheme" }).map((text) => `${text}\r\nBcc: eve@example.com`);
    await fc.assert(
      fc.asyncProperty(subjects, async (subject) => {
        const parsed = await PostalMime.parse(await composeMessage("delivery-1", { ...message, subject }, NOW));
        expect(parsed.headers.map((header) => header.key)).not.toContain("bcc");
      }),
      { numRuns: 50 },
    );
  });
});
