import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressIn, headerText, mailbox, safeMessage, unsubscribeHeaders } from "#src/messages/headers.ts";

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(
      fc.constantFrom(
        "\r",
        "\n",
        "\r\nBcc: e@example.com",
        "\0",
        "\x1b",
        "\x7f",
        "\x85",
        "\u2028",
        "\ud800",
        "a",
        "é",
        "👩‍💻",
      ),
    )
    .map((parts) => parts.join("")),
);
const unsafe = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

describe("a header's value", () => {
  test("is one line without control characters, and not too long, whatever it is made from", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 50 }), (text, longest) => {
        const value = headerText(text, longest);
        expect(value).not.toMatch(unsafe);
        expect([...value].length).toBeLessThanOrEqual(longest);
        expect(headerText(value, longest)).toBe(value);
      }),
    );
  });

  test("keeps what is harmless", () => {
    expect(headerText("Ihr Bericht – prüfen 👩‍💻", 200)).toBe("Ihr Bericht – prüfen 👩‍💻");
    expect(headerText("x".repeat(201), 200)).toBe(`${"x".repeat(199)}…`);
  });

  test("names one mailbox only, whatever the name", () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const header = mailbox(name, "ada@example.com");
        expect(header).not.toMatch(unsafe);
        expect(addressIn(header)).toBe("ada@example.com");
        expect(header).toMatch(/^("[^"\\<>]+" <ada@example\.com>|ada@example\.com)$/);
      }),
    );
  });
});

test("the address inside a header is lower-cased", () => {
  expect(addressIn('"Ada <x@example.org>" <Ada@Example.COM>')).toBe("ada@example.com");
  expect(addressIn(" Ada@Example.com ")).toBe("ada@example.com");
});

test("a message keeps its six fields, with clean headers and an untouched body", () => {
  const rendered = {
    from: "Plumbline\r\n <reports@example.com>",
    to: "ada@example.com\r\nBcc: eve@example.com",
    replyTo: "team@example.com\0",
    subject: `Report\nX-Evil: 1 ${"x".repeat(300)}`,
    html: "<p>a</p>\r\n\t<p>b</p>",
    text: "a\n\nb\n",
    extra: "no",
  };
  const { subject, ...others } = safeMessage(rendered);
  expect([...subject]).toHaveLength(200);
  expect(others).toEqual({
    from: "Plumbline <reports@example.com>",
    to: "ada@example.com Bcc: eve@example.com",
    replyTo: "team@example.com",
    html: rendered.html,
    text: rendered.text,
  });
});

test("the address of a one-click unsubscription is one word in its header, whatever it is made from", () => {
  const plain = { from: "a@example.com", to: "b@example.com", replyTo: "", subject: "s", html: "h", text: "t" };
  expect(unsubscribeHeaders(safeMessage(plain))).toEqual({});
  fc.assert(
    fc.property(anyText, (text) => {
      const stored = safeMessage({ ...plain, unsubscribeUrl: `https://plumb.example/unsubscribe/${text}` });
      const headers = unsubscribeHeaders(stored);
      expect(headers["List-Unsubscribe"]).toMatch(/^<https:\/\/plumb\.example\/unsubscribe\/[^<>,\s]*>$/);
      expect(headers["List-Unsubscribe"]).not.toMatch(unsafe);
      expect(headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
    }),
  );
});
