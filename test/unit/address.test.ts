import { describe, expect, test } from "vitest";
import { mailboxOf } from "#src/address.ts";

describe("The mailbox behind an address", () => {
  test.each([
    ["ada@firm.example", "ada@firm.example"],
    ["ada+crm@firm.example", "ada@firm.example"],
    ["ada+crm+more@firm.example", "ada@firm.example"],
    ["ada.l@firm.example", "ada.l@firm.example"],
    ["a.d.a@gmail.com", "ada@gmail.com"],
    ["a.da+x.y@googlemail.com", "ada@gmail.com"],
    ["+@firm.example", "+@firm.example"],
    ["+ada@firm.example", "+ada@firm.example"],
    ["ada@gmail.com.firm.example", "ada@gmail.com.firm.example"],
  ])("of %s is %s", (address, mailbox) => {
    expect(mailboxOf(address)).toBe(mailbox);
  });
});
