import { paths } from "#src/paths.ts";
import { defineItems } from "#src/progress/seats/define-items.ts";
import { bank } from "#test/support/factories.ts";
import type { Server } from "#test/support/server/server.ts";
import { completed, hiddenField, post } from "./visitor.ts";

/** The items that a short seat answers, in order. */
export const DEFINE = defineItems(bank).map(({ id }) => id);

/** Makes the invite link of a result and returns its path. */
export async function invite(server: Server, reference: string): Promise<string> {
  await post(server, paths.seats(reference));
  const page = await fetch(server.url + paths.seats(reference));
  const [path] = /\/seats\/invited\/[\w-]+/.exec(await page.text()) ?? [];
  if (!path) throw new Error("The founder's page shows no invite link.");
  return path;
}

/** Takes a seat by the form of the invited page; returns where that leads. */
export async function take(server: Server, invited: string, scope: "define" | "whole"): Promise<string> {
  const page = await (await fetch(server.url + invited)).text();
  const { headers, status } = await post(server, invited, { start: hiddenField(page, "start"), scope });
  const leads = headers.get("location");
  if (!leads) throw new Error(`Taking a seat answered with ${status}.`);
  return leads;
}

/** Reference of a new short seat with the first `count` of its questions answered by this option. */
export async function shortSeat(server: Server, invited: string, count = DEFINE.length, option = "c"): Promise<string> {
  const seat = (await take(server, invited, "define")).split("/").at(2) ?? "";
  for (const [place] of DEFINE.slice(0, count).entries())
    await post(server, paths.seatQuestion(seat, place + 1), { answer: option });
  return seat;
}

/** A completed Diagnostic with an invite link. */
export async function withInvite(server: Server): Promise<{ founder: string; invited: string }> {
  const founder = await completed(server, "E2");
  return { founder, invited: await invite(server, founder) };
}
