import { paths } from "#src/paths.ts";
import { DAY } from "#src/time.ts";
import { pickFixes } from "#test/support/browser/checking-in.ts";
import { commit, inDays } from "#test/support/browser/committing.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { askForLink, newLinkTo } from "#test/support/browser/founder.ts";
import { plainVisitor } from "#test/support/browser/plain.ts";
import { completed, finish, reportTo, sendAnswers } from "#test/support/browser/visitor.ts";
import { answersOf } from "#test/support/factories.ts";
import { mailTo } from "#test/support/server/mail.ts";
import { site, words } from "#test/support/words.ts";

const ADDRESS = "ada@thornwick.example";

test("the same year without script: each mail's link is followed, each answer is one button", async ({
  serverWith,
}) => {
  const server = await serverWith();
  const visitor = plainVisitor(server);
  const followed: string[] = [];
  /** Opens the newest link of a kind that a mail holds, with an end of its own where one mail holds several. */
  const follow = async (path: string, end = "") => {
    await askForLink(server, "stranger@nowhere.example");
    const link = await newLinkTo(server, ADDRESS, path, followed);
    followed.push(link);
    await visitor.open(link + end);
  };
  const pressed = async (title: string) => {
    await visitor.press("main button");
    expect(visitor.text("h1")).toBe(title);
  };

  const first = await completed(server, "E2");
  await reportTo(server, first, ADDRESS, { again: "1", "again-days": "60" });
  await pickFixes(server, first, ADDRESS, 14);
  await commit(server, first, { email: ADDRESS, by: inDays(100) });
  await follow("results");
  expect(visitor.path).toBe(paths.result(first));
  await follow("ask-again");
  await pressed(words.askAgain.confirm.doneTitle);
  await follow("check-ins");
  await pressed(words.checkIns.confirm.doneTitle);
  await follow("reminders");
  await pressed(words.commitments.confirm.doneTitle);

  await server.setAhead(15 * DAY);
  await follow("check-ins", "/done");
  await pressed(words.checkIns.answer.done.saidTitle);

  // The retake that a mail asks for; the commitment's reminder comes on its own day and leads to another.
  await server.setAhead(61 * DAY);
  await follow("ask-again", "/retake");
  await visitor.press("main button");
  const again = visitor.path.split("/").at(2) ?? "";
  await sendAnswers(server, "diagnostic", again, answersOf("E6"));
  await finish(server, "diagnostic", again, answersOf("E6"));
  await visitor.open(paths.result(again));
  expect(visitor.text(".opening")).toContain(words.progress.headline.clear);
  await server.setAhead(101 * DAY);
  await follow("retake");
  expect(visitor.text("main")).toContain("without <b>written</b> buyer proof.");

  // Both kinds of mail stop with one button each, from where one goes on to one's results, and nothing comes any more.
  const stopping = async (path: string) =>
    (await mailTo(server, ADDRESS)).flatMap(
      ({ text }) => new RegExp(`http\\S+/${path}/\\S+/stop(?=\\s)`).exec(text ?? "")?.[0] ?? [],
    )[0] ?? "";
  await visitor.open(await stopping("ask-again"));
  await pressed(words.askAgain.stop.doneTitle);
  await visitor.open(await stopping("check-ins"));
  await pressed(words.checkIns.stop.doneTitle);
  await visitor.follow(site.overTime);
  expect(visitor.path).toBe(paths.progress);
  const before = (await mailTo(server, ADDRESS)).length;
  await server.setAhead(364 * DAY);
  await askForLink(server, ADDRESS);
  await newLinkTo(server, ADDRESS, "progress/sign-in");
  expect(await mailTo(server, ADDRESS)).toHaveLength(before + 1);
});
