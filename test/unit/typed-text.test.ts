import { expect, test } from "vitest";
import { attributionOf } from "#src/forms/attribution.ts";
import { inquiryText } from "#src/leads/capture/inquiry-text.ts";
import { headerText } from "#src/messages/headers.ts";
import { remark } from "#src/typed-text.ts";

/** Every character that turns the writing direction (Unicode, Bidi_Control). */
const TURNING = [0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069].map(
  (point) => String.fromCodePoint(point),
);
const LINES = ["\u0000", "\u0007", "\u000b", "\u0085", "\u2028", "\u2029"];

test.each([...TURNING, ...LINES])("no name, source, subject or message keeps the mark %j", (mark) => {
  const text = `Ada${mark}exe.cod`;
  expect(remark.parse(text)).toBe("Ada exe.cod");
  expect(attributionOf({ utm_source: text }).utm_source).toBe("Ada exe.cod");
  expect(headerText(text, 200)).toBe("Ada exe.cod");
  expect(inquiryText.parse(text)).toBe("Ada exe.cod");
});

test("a message keeps its lines and tabs, and a name in another script its letters", () => {
  expect(inquiryText.parse("One\r\n\ttwo\rthree\u202e\nfour")).toBe("One\n\ttwo\nthree\nfour");
  expect(remark.parse("ليلى Zoë 李 \u{1F4A1}")).toBe("ليلى Zoë 李 \u{1F4A1}");
});

test("what holds nothing else is not given", () => {
  expect(remark.parse(TURNING.join(""))).toBeNull();
});
