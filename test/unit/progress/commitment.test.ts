import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { composeConfirmReminder } from "#src/messages/confirm-reminder.ts";
import { composeReminder } from "#src/messages/reminder.ts";
import { suggestion } from "#src/progress/commitments/commitment-suggestion.ts";
import { reminderState } from "#src/progress/commitments/list-commitments.ts";
import { readTerms } from "#src/progress/commitments/terms.ts";
import { dateOf, datesOffered } from "#src/progress/reminders/days.ts";
import { score } from "#src/scoring/score.ts";
import { DAY } from "#src/time.ts";
import { first as bank, FIRST_EXAMPLES as EXAMPLES } from "#test/support/factories.ts";
import { site, words } from "#test/support/words.ts";

/** Late in a day, so that a whole day after it is not the next day's start. */
const NOW = Date.UTC(2026, 10, 22, 23, 30);
const form = { layer: "integrity", condition: "Every stage has one written buyer proof.", by: "2027-02-20" };
const faultOf = (more: Record<string, string>) => {
  const read = readTerms({ ...form, ...more }, NOW);
  return "fault" in read ? read.fault : "none";
};

describe("the terms of a commitment", () => {
  test("are a layer, a condition and the start of a day in UTC", () => {
    expect(readTerms(form, NOW)).toEqual({
      layer: "integrity",
      condition: "Every stage has one written buyer proof.",
      dueAt: Date.UTC(2027, 1, 20),
    });
  });

  test("offer ninety days from today, and take tomorrow up to 400 days", () => {
    const { usual, earliest, latest } = datesOffered(NOW);
    expect([usual, earliest, latest].map(dateOf)).toEqual(["2027-02-20", "2026-11-23", "2027-12-27"]);
    expect(faultOf({ by: "2026-11-23" })).toBe("none");
    expect(faultOf({ by: "2027-12-27" })).toBe("none");
    for (const by of ["2026-11-22", "2026-11-21", "1970-01-01", "2027-12-28", "9999-12-31"])
      expect(faultOf({ by }), by).toBe("dateOutside");
  });

  test.each([
    "",
    "soon",
    "2027-02-30",
    "2027-2-3",
    "20-02-2027",
    "2027-02-20T00:00",
    " 2027-02-20",
    "+02027-02-20",
    "0",
  ])("refuse %j as a date", (by) => expect(faultOf({ by })).toBe("noDate"));

  test("refuse a layer that is none, a blank condition, and one of more than 500 characters", () => {
    expect(faultOf({ layer: "__proto__" })).toBe("layer");
    expect(faultOf({ condition: " \r\n\t " })).toBe("noCondition");
    expect(faultOf({ condition: "x".repeat(500) })).toBe("none");
    expect(faultOf({ condition: "x".repeat(501) })).toBe("longCondition");
    expect(readTerms({}, NOW)).toEqual({ fault: "layer" });
  });

  test("count a line break as one character, as a browser does", () => {
    expect(faultOf({ condition: `${"x\r\n".repeat(249)}xx` })).toBe("none");
  });

  test("keep the lines of the condition and nothing that a screen cannot show", () => {
    const condition = "First.\r\n\r\n\r\n\r\n  Second\u0007\u202e,\tthird.  \r";
    expect(readTerms({ ...form, condition }, NOW)).toMatchObject({ condition: "First.\n\nSecond , third." });
  });

  test("are terms or a fault, whatever is sent", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (condition, by) => {
        const read = readTerms({ ...form, condition, by: by || form.by }, NOW);
        if ("fault" in read) return;
        expect(read.condition).toMatch(/^\S/u);
        expect(read.condition).not.toMatch(/[^\P{Cc}\n]|\p{Cs}/u);
      }),
    );
  });
});

test("the suggestion is the proof of the first fix in the dominant layer", () => {
  const E2 = score(bank, "diagnostic", EXAMPLES.E2.submission);
  expect(E2.dominant).toBe("integrity");
  const made = (result: typeof E2) => ({
    ...{ instrument: "diagnostic" as const, completedAt: 0, scored: EXAMPLES.E2.submission.answers },
    ...{ revision: 1, sizing: {}, currency: "GBP", result },
  });
  const { layer, proof } = suggestion(bank, made(E2));
  expect(layer).toBe("integrity");
  const fixed = E2.fixes.map(({ item }) => bank.items.find(({ id }) => id === item));
  expect(proof).toBe(fixed.find((item) => item?.layer === "integrity")?.proof);
  expect(suggestion(bank, made({ ...E2, dominant: null, fixes: [] }))).toEqual({ layer: null, proof: null });
});

test("a reminder stands where its mailbox left it, and an unconfirmed one grows stale after seven days", () => {
  const none = { askedAt: null, confirmedAt: null, stoppedAt: null, remindedAt: null, failed: false };
  expect(reminderState(none, NOW)).toBe("none");
  expect(reminderState({ ...none, askedAt: NOW - 7 * DAY + 1 }, NOW)).toBe("asked");
  expect(reminderState({ ...none, askedAt: NOW - 7 * DAY }, NOW)).toBe("stale");
  const confirmed = { ...none, askedAt: NOW - 30 * DAY, confirmedAt: NOW - 29 * DAY };
  expect(reminderState(confirmed, NOW)).toBe("confirmed");
  expect(reminderState({ ...confirmed, failed: true }, NOW)).toBe("failed");
  expect(reminderState({ ...confirmed, stoppedAt: NOW }, NOW)).toBe("stopped");
  expect(reminderState({ ...confirmed, remindedAt: NOW }, NOW)).toBe("sent");
});

describe("the two mails", () => {
  const condition = `<img src=x onerror=alert(1)> & "proof"\nsecond line`;
  const head = { from: "desk@consultancy.example", site, words };
  const to = "ada@firm.example";
  const reminder = composeReminder(
    {
      ...{ to, layer: "Pipeline Integrity", instrument: "Diagnostic", condition },
      ...{ madeAt: NOW, dueAt: Date.UTC(2027, 1, 20) },
      ...{ retakeUrl: "https://plumb.example/retake/t", stopUrl: "https://plumb.example/unsubscribe/u" },
    },
    head,
  );

  test("the reminder holds the condition escaped, one link to retake and one to unsubscribe, in both parts", () => {
    expect(reminder.html).not.toContain("<img");
    expect(reminder.html).toContain("&lt;img src=x");
    expect(reminder.html).toContain("<br/>second line");
    expect(reminder.text).toContain(`> <img src=x onerror=alert(1)> & "proof"\n> second line`);
    expect(reminder.subject).not.toContain("proof");
    for (const url of ["https://plumb.example/retake/t", "https://plumb.example/unsubscribe/u"]) {
      expect(reminder.html.split(`href="${url}"`)).toHaveLength(2);
      expect(reminder.text.split(url)).toHaveLength(2);
    }
    expect(reminder.html.match(/href=/g)).toHaveLength(2);
    expect(reminder.text).toContain("20 February 2027");
  });

  test("the message to confirm says when, and holds no word but ours", () => {
    const links = { confirmUrl: "https://plumb.example/reminders/t", notYouUrl: "https://plumb.example/not-you/n" };
    const email = composeConfirmReminder({ to, dueAt: Date.UTC(2027, 1, 20), ...links }, head);
    expect(email.html.match(/href=/g)).toHaveLength(2);
    expect(email.text).toContain("20 February 2027");
  });
});
