import { describe, expect, it } from "vitest";
import { readSettingsForm, settingsFields } from "#src/forms/settings-form.ts";
import { defaultSettings } from "#src/settings/settings.ts";
import { fill } from "#src/words/phrase.ts";
import { words } from "#test/support/words.ts";

describe("The fee and the times of the settings", () => {
  const deskWords = words.desk.settings;
  const standing = settingsFields(defaultSettings("desk@firm.example"));
  const read = (fields: Record<string, string>) =>
    readSettingsForm({ ...standing, currency: "EUR", ...fields }, deskWords, words.pages.numbers, "en-GB");

  it.each([
    ["20000", 20_000],
    ["20k", 20_000],
    ["€ 20 000", 20_000],
    ["20.000,00", 20_000],
    ["1,000,000,000", 1_000_000_000],
  ])("are read as people type them: %j", (fee, amount) =>
    expect(read({ fee })).toMatchObject({ settings: { fee: { amount, currency: "EUR" } } }),
  );

  it("have no fee where the field is empty", () =>
    expect(read({ fee: " " })).toMatchObject({ settings: { fee: null } }));

  it.each(["0", "-5", "12.5", "twenty thousand", "1,000,000,001"])("refuse a fee of %j in a sentence", (fee) =>
    expect(read({ fee })).toMatchObject({ errors: { fee: deskWords.badFee } }),
  );

  it("ask back a fee that may be two, and take the answer", () => {
    expect(read({ fee: "20.000" })).toMatchObject({
      errors: { fee: "Is that 20 or 20,000?" },
      numbers: { fee: { typed: "20.000", which: { choices: [{ value: "20" }, { value: "20000" }] } } },
    });
    expect(read({ fee: "20.000", fee_meant: "20000" })).toMatchObject({ settings: { fee: { amount: 20_000 } } });
    expect(read({ fee: "20.000", currency: "XXX" })).toMatchObject({ errors: { fee: deskWords.badFee } });
  });

  it("are written so that they are read back without a doubt", () => {
    const settings = { ...defaultSettings("desk@firm.example"), fee: { amount: 20_000, currency: "EUR" } };
    expect(readSettingsForm(settingsFields(settings), deskWords, words.pages.numbers, "en-GB")).toEqual({ settings });
  });

  it.each(["", "0", "1.5", "3651", "soon"])("refuse %j days in a sentence", (unfinishedDays) =>
    expect(read({ unfinishedDays })).toMatchObject({
      errors: { unfinishedDays: fill(deskWords.badNumber, { most: "3,650" }) },
    }),
  );

  it("take 30 days, and ask whether 1,000 are one or a thousand", () => {
    expect(read({ unfinishedDays: "30 days" })).toMatchObject({ settings: { retention: { unfinishedDays: 30 } } });
    expect(read({ unfinishedDays: "1,000" })).toMatchObject({ errors: { unfinishedDays: "Is that 1 or 1,000?" } });
  });
});
