import { paths } from "#src/paths.ts";
import { rows } from "#test/support/server/database.ts";
import type { Server } from "#test/support/server/server.ts";
import { tokenOf } from "./committing.ts";
import { completed, post, reportTo } from "./visitor.ts";

/** A mailbox that is to be asked again about a new result; returns the pages that its mails lead to. */
export async function askedAgain(server: Server, email: string) {
  const reference = await completed(server, "E2");
  await reportTo(server, reference, email, { again: "1", "again-days": "90" });
  const [wish] = rows(
    server,
    "SELECT retake_reminders.id FROM retake_reminders JOIN leads ON leads.id = lead_id WHERE address = ?",
    email,
  );
  const id = String(wish?.id);
  return {
    confirm: paths.askAgain(tokenOf(server, "confirm-again", id)),
    retake: paths.retakeAgain(tokenOf(server, "retake-again", id)),
    stop: paths.stopAsking(tokenOf(server, "stop-again", id)),
  };
}

/** The same, once it has said yes. */
export async function confirmedAgain(server: Server, email: string) {
  const links = await askedAgain(server, email);
  await post(server, links.confirm);
  return links;
}
