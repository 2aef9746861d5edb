import { expect, test } from "vitest";
import { bookingLink } from "#src/leads/capture/booking-link.ts";

const ADA = { name: "Ada King", address: "ada+1@example.com", assessmentId: 42 };
const paramsOf = (link: string) => Object.fromEntries(new URL(link).searchParams);

test("Cal.com is told name, address and the assessment's id as metadata", () => {
  const link = bookingLink("https://cal.com/firm/call?month=2026-11", ADA);
  expect(paramsOf(link)).toEqual({
    month: "2026-11",
    name: "Ada King",
    email: "ada+1@example.com",
    "metadata[assessment]": "42",
  });
});

test("Calendly is told name, address and the assessment's id where it keeps the source", () => {
  const link = bookingLink("https://calendly.com/firm/call", ADA);
  expect(paramsOf(link)).toEqual({ name: "Ada King", email: "ada+1@example.com", utm_content: "42" });
});

test("without a name and an address, as on the visitor's page, only the assessment's id is in it", () => {
  expect(paramsOf(bookingLink("https://app.cal.com/firm", { assessmentId: 42 }))).toEqual({
    "metadata[assessment]": "42",
  });
});

test("what the address says already stays, and other hosts' addresses are unchanged", () => {
  expect(paramsOf(bookingLink("https://calendly.com/firm?utm_content=site", ADA)).utm_content).toBe("site");
  for (const other of ["https://book.example/x?y=1", "https://notcal.com/x", "https://cal.com.example/x"])
    expect(bookingLink(other, ADA)).toBe(other);
});
