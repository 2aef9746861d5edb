import { describe, expect, it, test } from "vitest";
import { address, mailboxOf, mailtoOf, writtenAddress } from "#src/address.ts";

const read = (typed: string) => address.safeParse(typed).data;

describe("An address", () => {
  // Punycode of the domains: RFC 3492 by IANA's own converter.
  it.each([
    ["r&d@firm.example", "r&d@firm.example"],
    ["o'neill+news@firm.example", "o'neill+news@firm.example"],
    ["info@bücher.example", "info@xn--bcher-kva.example"],
    ["info@фирма.рф", "info@xn--80apmps.xn--p1ai"],
    ["info@xn--80apmps.xn--p1ai", "info@xn--80apmps.xn--p1ai"],
    [" Ada@BÜCHER.Example ", "ada@xn--bcher-kva.example"],
    ["ada@a-firm.co", "ada@a-firm.co"],
  ])("%s is taken", (typed, kept) => {
    expect(read(typed)).toBe(kept);
  });

  it.each([
    ...["", "ada", "@firm.example", "ada@", "ada@firm", "ada@@firm.example", "ada@firm..example", "ada@-firm.example"],
    ...["ada @firm.example", "ada@firm.example/x", "ada@bücher.example/x", "ada@bücher.example:25", "ada@127.0.0.1"],
    ...[
      "ada@[127.0.0.1]",
      "ada@bü cher.example",
      "ada@１２７.1",
      "ada@firm.example\nbcc: x@y.example",
      "jörg@firm.example",
    ],
    ...[
      `${"a".repeat(250)}@firm.example`,
      `a@${"ü".repeat(60)}.${"ü".repeat(60)}.${"ü".repeat(60)}.${"ü".repeat(60)}.example`,
    ],
  ])("%j is not", (typed) => {
    expect(read(typed)).toBeUndefined();
  });

  it("is written with its domain as people write it", () => {
    expect(writtenAddress("info@xn--80apmps.xn--p1ai")).toBe("info@фирма.рф");
    expect(writtenAddress("r&d@firm.example")).toBe("r&d@firm.example");
    expect(writtenAddress("nonsense")).toBe("nonsense");
    expect(writtenAddress("")).toBe("");
  });

  it("is linked to so that nothing of it is read as a part of the link", () => {
    expect(mailtoOf("r&d?x%1@firm.example")).toBe("mailto:r%26d%3Fx%251@firm.example");
  });
});

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
