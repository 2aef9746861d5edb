import { expect, test } from "vitest";
import { composeCall } from "#src/messages/call.ts";
import { sampleSource } from "#test/support/sample-reports.ts";
import { site, words } from "#test/support/words.ts";

const head = { from: "desk@consultancy.example", site, words };
const urls = { leadUrl: "https://plumb.example/desk/leads/l", resultUrl: "https://plumb.example/results/r" };
const call = { ...urls, to: "olive@desk.example", address: "ada@firm.example", report: sampleSource("agency").report };

test("The mail of a call names person and firm, the time, the phone as a link, and leads to the desk", () => {
  const given = { name: "Ada", firm: "Engines <Ltd>", phone: "+44 (0)20 7946-0000", when: "Tuesday after ten" };
  const { subject, html, text, replyTo } = composeCall({ ...call, ...given }, head);
  expect(subject).toContain("Ada, Engines <Ltd>");
  expect(replyTo).toBe("ada@firm.example");
  for (const part of ["Ada", "Engines <Ltd>", "+44 (0)20 7946-0000", "Tuesday after ten", "ada@firm.example"])
    expect(text).toContain(part);
  expect(text).toMatch(/^Their result says: “[^“”]+\.”$/m);
  expect(html).toContain("Engines &lt;Ltd>");
  expect(html).toContain('href="tel:+442079460000"');
  for (const url of Object.values(urls)) {
    expect(html).toContain(`href="${url}"`);
    expect(text).toContain(url);
  }
  expect(html.indexOf(urls.leadUrl)).toBeLessThan(html.indexOf(urls.resultUrl));
});

test("The mail of a call by somebody who gave an address only names that, and offers no phone", () => {
  const { subject, html } = composeCall({ ...call, name: null, firm: null, phone: null, when: null }, head);
  expect(subject).toContain("ada@firm.example");
  expect(html).not.toContain("tel:");
});
