import { describe, expect, it } from "vitest";
import { readSettingsForm, settingsFields } from "#src/forms/settings-form.ts";
import { defaultSettings, settingsSchema } from "#src/settings/settings.ts";
import { words } from "#test/support/words.ts";

const standing = settingsFields(defaultSettings("desk@firm.example"));
const typed = (origins: string) =>
  readSettingsForm({ ...standing, origins }, words.desk.settings, words.pages.numbers, "en-GB");

describe("The sites that may show the Snapshot", () => {
  it("are none until staff name one", () => {
    expect(typed("")).toMatchObject({ settings: { embedOrigins: [] } });
  });

  it("are kept as a browser writes an origin, each once", () => {
    const read = typed(
      "https://WWW.Firm.example/\nhttps://www.firm.example:443, https://firm.example:8443\nhttps://bücher.example http://localhost:3000",
    );
    expect(read).toMatchObject({
      settings: {
        embedOrigins: [
          "https://www.firm.example",
          "https://firm.example:8443",
          "https://xn--bcher-kva.example",
          "http://localhost:3000",
        ],
      },
    });
    if ("errors" in read) throw new Error("It was refused.");
    expect(readSettingsForm(settingsFields(read.settings), words.desk.settings, words.pages.numbers, "en-GB")).toEqual(
      read,
    );
  });

  it.each([
    "www.firm.example",
    "http://www.firm.example",
    "https://firm.example/page",
    "https://firm.example?x",
    "https://user:word@firm.example",
    "https://*.firm.example",
    "https://*",
    "*",
    "'none'",
    "https:",
    "data:text/html",
    "javascript:1",
    "https://firm.example'",
  ])("are refused with one sentence where one is %s", (bad) => {
    expect(typed(`https://firm.example\n${bad}`)).toMatchObject({ errors: { origins: expect.stringContaining(bad) } });
  });

  it("never hold what would end the directive that names them", () => {
    for (const bad of ["https://a;script-src", "https://a,b", "https://a b", "https://a\nb", "https://firm.example/"])
      expect(settingsSchema.shape.embedOrigins.safeParse([bad]).success, bad).toBe(false);
  });

  it("are at most twenty", () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => `https://firm-${n}.example`).join("\n");
    expect(typed(many(20))).toHaveProperty("settings");
    expect(typed(many(21))).toHaveProperty("errors.origins");
  });
});
