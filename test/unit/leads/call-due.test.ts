import { expect, test } from "vitest";
import { callDueAt } from "#src/leads/desk/call-due.ts";

// 2026-11-23 is a Monday.
test.each([
  ["a morning", "2026-11-23T10:00Z", 4, "2026-11-23T14:00Z"],
  ["before anybody is in", "2026-11-23T05:30Z", 4, "2026-11-23T13:00Z"],
  ["an afternoon, over night", "2026-11-24T16:00Z", 4, "2026-11-25T12:00Z"],
  ["an evening", "2026-11-24T21:00Z", 1, "2026-11-25T10:00Z"],
  ["a Friday afternoon, over the weekend", "2026-11-27T15:00Z", 4, "2026-11-30T11:00Z"],
  ["a Sunday", "2026-11-29T12:00Z", 4, "2026-11-30T13:00Z"],
  ["the end of a day, to the minute", "2026-11-23T13:00Z", 4, "2026-11-23T17:00Z"],
  ["more than a day", "2026-11-23T09:00Z", 20, "2026-11-25T13:00Z"],
])("a call asked for on %s", (_when, asked, hours, due) => {
  expect(new Date(callDueAt(Date.parse(asked), hours)).toISOString()).toBe(new Date(due).toISOString());
});
