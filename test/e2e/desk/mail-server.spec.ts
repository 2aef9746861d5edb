import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { deskPost, firstOwner } from "#test/support/browser/staff.ts";
import { completed, reportTo } from "#test/support/browser/visitor.ts";
import { startMailServer } from "#test/support/delivery/mail-server.ts";

test("a report of which the mail server does not say whether it took it waits at the desk for a person, who sends it again", async ({
  serverWith,
}) => {
  const mail = await startMailServer();
  mail.script.push("drop");
  const server = await serverWith({ SMTP_URL: `smtp://127.0.0.1:${mail.port}` });
  const reference = await completed(server, "E1");
  const taken = mail.taken();
  await reportTo(server, reference, "ada@firm.example");
  await taken;

  const owner = await firstOwner(server);
  const see = async (path: string) => (await fetch(server.url + path, { headers: { cookie: owner.cookie } })).text();
  await expect.poll(() => see(paths.outbox)).toContain("may have gone: no answer");
  const [, id = ""] = /href="\/desk\/mail\/([\w-]+)"[^>]*>\s*Decide/.exec(await see(paths.outbox)) ?? [];
  expect(await see(paths.delivery(id))).toContain("The mail server did not say whether it took this message.");
  const again = mail.taken();
  expect((await deskPost(server, owner, paths.delivery(id))).status).toBe(303);
  await again;
  expect(mail.accepted.map(({ to }) => to)).toEqual(["ada@firm.example", "ada@firm.example"]);
  const [first, second] = mail.accepted.map(({ bytes }) => /^Message-ID: (.*)$/im.exec(bytes)?.[1]);
  expect(second).toBe(first);
  expect(await see(paths.privacy)).toContain("A mail server on the machine that runs this site");
  await mail.stop();
});
