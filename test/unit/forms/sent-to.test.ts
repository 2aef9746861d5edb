import { expect, test } from "vitest";
import { sentTo } from "#src/forms/sent-to.ts";
import { MINUTE } from "#src/time.ts";
import { newReference } from "#src/tokens.ts";

function remembering() {
  let now = 0;
  const notes = sentTo({ clock: () => now, ids: newReference });
  const wait = (time: number) => {
    now += time;
  };
  return { notes, wait };
}

test("an address is handed out once, to whoever has the ticket", () => {
  const { notes } = remembering();
  const ticket = notes.note("Ada@Firm.example");
  expect(notes.take("1")).toBeNull();
  expect(notes.take(ticket)).toBe("Ada@Firm.example");
  expect(notes.take(ticket)).toBeNull();
});

test("it is kept for five minutes", () => {
  const { notes, wait } = remembering();
  const [early, late] = [notes.note("a@firm.example"), notes.note("b@firm.example")];
  wait(5 * MINUTE - 1);
  expect(notes.take(early)).toBe("a@firm.example");
  wait(1);
  expect(notes.take(late)).toBeNull();
});

test("of more than five hundred the oldest are forgotten", () => {
  const { notes } = remembering();
  const tickets = Array.from({ length: 501 }, (_, place) => notes.note(`${place}@firm.example`));
  expect(notes.take(tickets[0] ?? "")).toBeNull();
  expect(notes.take(tickets[1] ?? "")).toBe("1@firm.example");
  expect(notes.take(tickets[500] ?? "")).toBe("500@firm.example");
});
