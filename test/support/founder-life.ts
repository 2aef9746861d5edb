import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime from "postal-mime";
import type { Database } from "#db/client/client.ts";
import { type Assessment, findAttempt } from "#src/assessments/find.ts";
import { start } from "#src/assessments/start.ts";
import { createMailbox } from "#src/delivery/channels/mailbox.ts";
import { hookRules } from "#src/delivery/hook-rules.ts";
import { createLoop } from "#src/delivery/loop.ts";
import { mailRules } from "#src/delivery/mail-rules.ts";
import { hookRenderer, mailRenderer } from "#src/delivery/render.ts";
import { askForCall } from "#src/leads/capture/ask-for-call.ts";
import { askForReport } from "#src/leads/capture/ask-for-report.ts";
import { inquire } from "#src/leads/capture/inquire.ts";
import { addNote } from "#src/leads/desk/add-note.ts";
import { askForCheckIns } from "#src/progress/check-ins/ask-for-check-ins.ts";
import { confirmPlan } from "#src/progress/check-ins/confirm-plan.ts";
import { confirmReminder } from "#src/progress/commitments/confirm-reminder.ts";
import { makeWithReminder } from "#src/progress/commitments/make-with-reminder.ts";
import { finishLater } from "#src/progress/finish-later.ts";
import { answerSeat } from "#src/progress/seats/answer-seat.ts";
import { defineItems } from "#src/progress/seats/define-items.ts";
import { openInvite } from "#src/progress/seats/open-invite.ts";
import { takeSeat } from "#src/progress/seats/take-seat.ts";
import { askForLink } from "#src/progress/sign-in/ask-for-link.ts";
import { signIn } from "#src/progress/sign-in/sign-in.ts";
import { type App, buildApp } from "#src/server/context.ts";
import { readEnvironment } from "#src/server/env.ts";
import { createLog } from "#src/server/log.ts";
import { DAY } from "#src/time.ts";
import { addStaff, subscribe } from "#test/support/database/desk.ts";
import { EXAMPLES } from "./factories.ts";
import { completeSitting } from "./sittings.ts";

export const LIFE_STARTS = Date.UTC(2026, 10, 20, 9, 0, 0);

/** Everything that one founder says of themselves, in words that stand nowhere else. */
export interface Person {
  address: string;
  name: string;
  firm: string;
  phone: string;
  condition: string;
  /** What they write in the contact form. */
  asked: string;
  note: string;
}

/** The application on a database, with a mailbox folder, a receiver of webhooks that takes everything, and its log. */
export function applicationOn(database: Database) {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-life-"));
  const mailbox = join(folder, "mailbox");
  let now = LIFE_STARTS;
  const clock = () => now;
  const lines: string[] = [];
  const log = createLog({ clock, out: { write: (line: string) => lines.push(line) > 0 } });
  const channel = createMailbox({ folder: mailbox, clock });
  const limits = ["REPORTS_PER_HOUR", "REPORTS_PER_MAILBOX_PER_DAY", "SIGN_IN_LINKS_PER_MAILBOX"];
  const env = readEnvironment({
    PUBLIC_URL: "https://plumb.example",
    ...Object.fromEntries(limits.map((name) => [`LIMIT_${name}`, "1000"])),
  });
  const built = buildApp({
    ...{ env, database, clock, log, secret: "s".repeat(32), wakeDelivery: () => undefined },
    forgetMail: async (ids) => channel.forget?.(ids),
  });
  // A PDF takes its time and holds nothing that the message does not.
  const app: App = { ...built, site: { ...built.site, reportPdf: false } };
  const mail = createLoop({
    ...app,
    rules: mailRules(app),
    channel,
    render: mailRenderer({ ...app, mailFrom: undefined }),
  });
  const hooks = createLoop({
    ...app,
    rules: hookRules(app),
    channel: {
      name: "receiver",
      send: async (_id, { body }) => ({
        status: "sent",
        providerId: null,
        exchange: { status: 200, request: body, response: `taken: ${body}` },
      }),
    },
    render: hookRenderer(app),
  });
  return {
    app,
    channel,
    mailbox,
    lines,
    folder,
    advance(milliseconds: number) {
      now += milliseconds;
    },
    /** Sends everything that is due. */
    async deliver() {
      now += 2_000;
      while ((await mail.runOnce()) + (await hooks.runOnce()) > 0);
    },
    /** Every message in the folder, newest last. */
    async messages() {
      const files = readdirSync(mailbox).map((name) => readFileSync(join(mailbox, name)));
      return Promise.all(files.map((file) => PostalMime.parse(file)));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export type Application = ReturnType<typeof applicationOn>;

/** A completed sitting. */
export async function sitting({ app }: Application, example: "E1" | "E2"): Promise<Assessment> {
  const attribution = { utm_source: "letter", landing_path: "/" };
  const answers = { c_tool: "none", ...EXAMPLES[example].submission.answers };
  return completeSitting(app, example, { answers, attribution, clientHash: app.hashClient("192.0.2.7") });
}

/** The mailbox's owner says that a result is theirs. */
export async function claimed({ app }: Application, address: string, assessment: Pick<Assessment, "id">) {
  await app.database.write([
    {
      sql: `UPDATE attachments SET claimed_at = :now
            WHERE assessment_id = :assessment AND lead_id = (SELECT id FROM leads WHERE address = :address)`,
      args: { now: app.clock(), assessment: assessment.id, address },
    },
  ]);
}

/** The report of a result, asked for with a name, a firm and consent to follow-up. */
export const reported = ({ app }: Application, person: Person, assessment: Assessment) =>
  askForReport(app, {
    ...{ assessment, address: person.address, name: person.name, firm: person.firm, followUp: true },
    clientHash: app.hashClient("192.0.2.7"),
  });

export async function leadOf({ app }: Application, address: string): Promise<string> {
  const [row] = await app.database.query.all<{ id: string }>(`SELECT id FROM leads WHERE address = '${address}'`);
  if (!row) throw new Error(`Nobody has the address ${address}.`);
  return row.id;
}

/**
 * What a founder does in a year: a Snapshot and a Diagnostic with their reports, a call, a commitment with its reminder
 * confirmed, a first fix to be asked about, an invite with a seat, a link for later, a note of staff, webhooks with their log, a sign-in. Everything is
 * sent that is due.
 */
export async function founderLife(life: Application, person: Person) {
  const { app } = life;
  const { address, phone, condition } = person;
  const client = app.hashClient("192.0.2.7");
  await subscribe(app.database, ["lead.created", "lead.updated"], app.clock());
  await addStaff(app.database, { id: "staff", name: "Grace" });
  const begun = await start(app, { instrument: "diagnostic", attribution: {} });
  const attempt = await findAttempt(app, begun.reference);
  if (attempt) await finishLater(app, { attempt, address, clientHash: client });
  const snapshot = await sitting(life, "E1");
  await reported(life, person, snapshot);
  await life.deliver();
  life.advance(DAY);
  const diagnostic = await sitting(life, "E2");
  await reported(life, person, diagnostic);
  await askForCall(app, { assessment: diagnostic, address, when: `Tuesday, ${phone}`, phone, clientHash: client });
  const terms = { layer: "integrity" as const, condition, dueAt: app.clock() + 30 * DAY };
  await makeWithReminder(app, { assessmentId: diagnostic.id, terms, address, clientHash: client });
  const picks = [{ item: diagnostic.result.fixes[0]?.item ?? "", dueAt: app.clock() + 14 * DAY }];
  await askForCheckIns(app, { assessment: diagnostic, picks, address, clientHash: client });
  await life.deliver();
  const [plan] = await app.database.query.all<{ id: string }>("SELECT id FROM fix_plans ORDER BY asked_at DESC");
  await confirmPlan(app, plan?.id ?? "");
  const [made] = await app.database.query.all<{ id: string }>("SELECT id FROM commitments ORDER BY made_at DESC");
  await confirmReminder(app, made?.id ?? "");
  for (const one of [snapshot, diagnostic]) await claimed(life, address, one);
  await openInvite(app, diagnostic.reference);
  const [invite] = await app.database.query.all<{ reference: string }>(
    `SELECT reference FROM seat_invites WHERE assessment_id = ${diagnostic.id}`,
  );
  const seat = await takeSeat(app, { invite: invite?.reference ?? "", scope: "define", clientHash: client });
  if (seat.status !== "taken") throw new Error("The seat was not taken.");
  for (const { id } of defineItems(app.banks.newest)) await answerSeat(app, seat.seat, { item: id, option: "b" });
  await inquire(app, { address, name: person.name, firm: null, message: person.asked, clientHash: client });
  const lead = await leadOf(life, address);
  await addNote(app, { lead, key: app.ids(), body: person.note, staff: { id: "staff" } });
  await askForLink(app, { address, clientHash: client });
  await life.deliver();
  const links = (await life.messages()).filter(({ to }) => to?.some((one) => one.address === address));
  const linkToken = links.map(({ text }) => /\/progress\/sign-in\/([\w-]{43})/.exec(text ?? "")?.[1]).find(Boolean);
  const session = await signIn(app, { linkToken: linkToken ?? "", oldSession: null });
  if (!session) throw new Error("Nobody was signed in.");
  await life.deliver();
  return { lead, snapshot, diagnostic, attempt: begun.reference, seat: seat.seat, session };
}

export const ADA: Person = {
  address: "ada.zweig@quillfeather.example",
  name: "Ada Zweig-Lindqvist",
  firm: "Quillfeather & Sons",
  phone: "+44 20 7946 0321",
  condition: "Nobody skips the walrus checklist before a proposal goes out",
  asked: "Do you work with makers of umbrella stands",
  note: "Spoke to ada.zweig@quillfeather.example about marmalade",
};

export const BOB: Person = {
  address: "bob@saltmarsh.example",
  name: "Bob Umber",
  firm: "Saltmarsh Works",
  phone: "+44 20 7946 0999",
  condition: "Every heron is counted on Friday",
  asked: "Is there a lighthouse discount",
  note: "Bob asked about zeppelins",
};
