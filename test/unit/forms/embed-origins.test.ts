import { describe, expect, it } from "vitest";
import { readForm } from "#src/forms/read-form.ts";
import { LONGEST_SETTING, readSettingsForm, settingsFields } from "#src/forms/settings-form.ts";
import { defaultSettings, settingsSchema } from "#src/settings/settings.ts";
import { words } from "#test/support/words.ts";

const standing = settingsFields(defaultSettings("desk@firm.example"));
const typed = (origins: string) =>
  readSettingsForm({ ...standing, origins }, words.desk.settings, words.pages.numbers, "en-GB");

describe("The sites that may show the Snapshot", () => {
  it("are none until staff name one", () => {
    expect(typed("")).toMatchObject({ settings: { embedOrigins: [] } });
  });

  it("are read whole where as many as may be have the longest address, and one more is refused in a sentence", async () => {
    const { settings } = words.desk;
    /** Two digits, then labels: 260 characters in all. */
    const longest = (number: number) => `https://${number}${`.${"a".repeat(49)}`.repeat(5)}`;
    const sent = async (origins: readonly string[]) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...standing, origins: origins.join("\r\n") }))
        form.append(name, value);
      const fields = await readForm({ formData: async () => form }, LONGEST_SETTING);
      return readSettingsForm(fields, settings, words.pages.numbers, "en-GB");
    };
    const origins = Array.from({ length: 20 }, (_, at) => longest(10 + at));
    expect(origins[0]).toHaveLength(260);
    expect(await sent(origins)).toMatchObject({ settings: { embedOrigins: origins } });
    expect(await sent([...origins, longest(30)])).toMatchObject({ errors: { origins: "Name at most 20 sites." } });
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
