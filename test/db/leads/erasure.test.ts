import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { fileOf } from "#db/client/location.ts";
import { backup } from "#db/commands/backup.ts";
import { eraseLead } from "#src/leads/erasing/erase-lead.ts";
import { databases } from "#test/support/database/databases.ts";
import { ADA, type Application, applicationOn, BOB, founderLife } from "#test/support/founder-life.ts";

const [embedded] = databases();
if (!embedded) throw new Error("There is no embedded database.");
let life: Application | undefined;
afterEach(async () => {
  life?.remove();
  await embedded.dispose();
});

/** Base64 of a text wherever it may start in what was encoded: what its own bytes alone decide. */
const base64Of = (text: string) =>
  [0, 1, 2].map((before) => {
    const skipped = Math.ceil((before * 4) / 3);
    const encoded = Buffer.from("x".repeat(before) + text).toString("base64");
    return encoded.slice(skipped, -4);
  });

/** Whether bytes hold a text: as it is in any case, percent-encoded, in base64 or quoted-printable, wrapped or not. */
function holds(bytes: Buffer, text: string): boolean {
  const raw = bytes.toString("latin1");
  const unwrapped = raw.replace(/=\r?\n/g, "");
  const decoded = unwrapped.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const joined = raw.replace(/\r?\n/g, "");
  const plain = [text, encodeURIComponent(text), text.replaceAll("&", "&amp;"), text.replaceAll("@", "%40")];
  const found = [raw, unwrapped, decoded, joined].map((one) => one.toLowerCase());
  return (
    plain.some((form) => found.some((one) => one.includes(form.toLowerCase()))) ||
    [text, text.toUpperCase()].flatMap(base64Of).some((form) => joined.includes(form))
  );
}

test("the search finds a text in each form that mail and databases give it", () => {
  const quoted = Buffer.from("to: ada=2Ezweig=40quill=\r\nfeather.example");
  for (const bytes of [
    Buffer.from(`x ${ADA.address.toUpperCase()} y`),
    Buffer.from(encodeURIComponent(ADA.address)),
    quoted,
    ...["", "a", "ab"].map((before) => Buffer.from(Buffer.from(before + ADA.address).toString("base64"))),
    Buffer.from(
      Buffer.from(`abc${ADA.address}`)
        .toString("base64")
        .replace(/(.{20})/g, "$1\r\n"),
    ),
  ])
    expect(holds(bytes, ADA.address)).toBe(true);
  expect(holds(Buffer.from(BOB.address), ADA.address)).toBe(false);
});

test("after an erasure nothing of a founder is left in the database, its log, the mailbox, the server's log or a backup", async () => {
  const database = await embedded.open();
  life = applicationOn(database);
  await founderLife(life, BOB);
  const ada = await founderLife(life, ADA);
  const file = fileOf(database.url);
  const places = () => {
    const mails = readdirSync(life?.mailbox ?? "").map((name) => join(life?.mailbox ?? "", name));
    return [file, `${file}-wal`, `${file}-shm`, ...mails]
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path));
  };
  const said = Object.values(ADA);
  const foundIn = (bytes: readonly Buffer[]) => said.filter((text) => bytes.some((one) => holds(one, text)));
  expect(foundIn(places())).toEqual(said);

  expect(await eraseLead(life.app, ada.lead)).toBe(true);

  expect(foundIn(places())).toEqual([]);
  expect(foundIn([Buffer.from(life.lines.join(""))])).toEqual([]);
  const copy = join(life.folder, "backup.db");
  await backup(database, copy);
  expect(foundIn([readFileSync(copy)])).toEqual([]);
  const still = Object.values(BOB).filter((text) => places().some((one) => holds(one, text)));
  expect(still).toEqual(Object.values(BOB));
  expect(await eraseLead(life.app, ada.lead)).toBe(false);
});
