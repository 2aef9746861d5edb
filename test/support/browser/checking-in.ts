import { paths } from "#src/paths.ts";
import { fieldsOf } from "#src/progress/check-ins/rules.ts";
import { rows } from "#test/support/server/database.ts";
import type { Server } from "#test/support/server/server.ts";
import { inDays, tokenOf } from "./committing.ts";
import { completed, hiddenField, post } from "./visitor.ts";

/** Sends the form that picks the first fixes of a result as a browser without script does: one for each number of days. */
export async function pickFixes(
  server: Server,
  reference: string,
  email: string,
  ...days: number[]
): Promise<Response> {
  const form = await (await fetch(server.url + paths.pickFixes(reference))).text();
  const items = [...form.matchAll(/name="fix-(\w+)"/g)].map(([, item = ""]) => fieldsOf(item));
  const picked = days.flatMap((count, place) => {
    const { box, date } = items[place] ?? fieldsOf("");
    return [
      [box, "1"],
      [date, inDays(count)],
    ];
  });
  return post(server, paths.pickFixes(reference), {
    ...Object.fromEntries(picked),
    email,
    time: hiddenField(form, "time"),
  });
}

/** First fixes that were picked for a mailbox at a new result; returns the pages that its mails lead to. */
export async function picked(server: Server, email: string) {
  const reference = await completed(server, "E2");
  await pickFixes(server, reference, email, 14, 30);
  const [plan] = rows(
    server,
    "SELECT fix_plans.id FROM fix_plans JOIN leads ON leads.id = lead_id WHERE address = ?",
    email,
  );
  const id = String(plan?.id);
  const [fix] = rows(server, "SELECT id FROM picked_fixes WHERE plan_id = ? ORDER BY due_at", id);
  const answer = (word: "done" | "later") => paths.checkInAnswer(tokenOf(server, "check-in", String(fix?.id)), word);
  return {
    reference,
    confirm: paths.checkIns(tokenOf(server, "confirm-check-ins", id)),
    done: answer("done"),
    later: answer("later"),
    stop: paths.stopCheckIns(tokenOf(server, "stop-check-ins", id)),
  };
}

/** The same, once it has said yes. */
export async function pickedAndConfirmed(server: Server, email: string) {
  const links = await picked(server, email);
  await post(server, links.confirm);
  return links;
}
