import { beforeEach } from "vitest";
import { suppressions } from "#db/schema/deliveries.ts";
import { findAttempt } from "#src/assessments/find.ts";
import { start } from "#src/assessments/start.ts";
import { askForCall } from "#src/leads/capture/ask-for-call.ts";
import { askForCheckIns } from "#src/progress/check-ins/ask-for-check-ins.ts";
import { makeWithReminder } from "#src/progress/commitments/make-with-reminder.ts";
import { finishLater } from "#src/progress/finish-later.ts";
import { DAY } from "#src/time.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { subscribe } from "#test/support/database/desk.ts";
import { ADA, reported, sitting } from "#test/support/founder-life.ts";
import { lifeOn } from "./life.ts";

/** Addresses that a suppression lists, and all that is asked for with them, on a new application for each test. */
export function listedOn(databases: TestDatabases) {
  const base = lifeOn(databases);
  const { on } = base;
  beforeEach(() => subscribe(on.database, ["lead.created", "lead.updated", "lead.erased"]));

  const list = (reason: "not-you" | "complained" | "bounced" | "opted-out", { address } = ADA) =>
    on.database.query
      .insert(suppressions)
      .values({ addressHash: on.life.app.hashAddress(address), reason, since: on.life.app.clock() });
  const client = () => on.life.app.hashClient("192.0.2.7");
  /** Everything that a visitor may ask for with an address. */
  const asks = async () => {
    const { app } = on.life;
    const assessment = await sitting(on.life, "E1");
    const attempt = await findAttempt(app, (await start(app, { instrument: "diagnostic", attribution: {} })).reference);
    if (!attempt) throw new Error("There is no attempt.");
    const terms = { layer: "integrity" as const, condition: "Somebody owns it", dueAt: app.clock() + 30 * DAY };
    const picks = [{ item: assessment.result.fixes[0]?.item ?? "", dueAt: terms.dueAt }];
    const asked = (address: string) => ({ assessment, address, clientHash: client() });
    return {
      assessment,
      report: (address: string) => reported(on.life, { ...ADA, address }, assessment),
      call: (address: string) => askForCall(app, { ...asked(address), when: null, phone: ADA.phone }),
      reminder: (address: string) =>
        makeWithReminder(app, { assessmentId: assessment.id, terms, address, clientHash: client() }),
      later: (address: string) => finishLater(app, { attempt, address, clientHash: client() }),
      checkIns: (address: string) => askForCheckIns(app, { ...asked(address), picks }),
    };
  };
  return { ...base, list, client, asks };
}
