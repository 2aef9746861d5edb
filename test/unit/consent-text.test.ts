import { expect, test } from "vitest";
import { agreedTo } from "#src/words/consent-text.ts";
import { site } from "#test/support/words.ts";

test("three consents to reminders have a name each, and an older wording keeps the name that its purpose tells", () => {
  for (const name of ["reminder", "askAgain", "checkIns"] as const) {
    const { version, text } = site.consent[name];
    expect(agreedTo(site, "reminder", version)).toEqual({ name, text });
  }
  expect(agreedTo(site, "reminder", "of old")).toEqual({ name: null, text: null });
  expect(agreedTo(site, "follow-up", "of old")).toEqual({ name: "followUp", text: null });
});
