import { z } from "zod";
import { addNote } from "#src/leads/desk/add-note.ts";
import { answerCall } from "#src/leads/desk/answer-call.ts";
import type { Actor, Changed } from "#src/leads/desk/change.ts";
import { changeOutreach } from "#src/leads/desk/change-outreach.ts";
import { changeOwner } from "#src/leads/desk/change-owner.ts";
import { changeStatus } from "#src/leads/desk/change-status.ts";
import { removeNote } from "#src/leads/desk/remove-note.ts";
import type { StandingDomain } from "#src/leads/standing/refresh.ts";
import { LEAD_CHANGES, LEAD_STATUSES, type LeadChange, LONGEST_NOTE, OUTREACH_CHOICES } from "#src/names/leads.ts";
import type { DeskWords } from "#src/words/desk.ts";

/** A lead as an address names it: its id goes into the address that a change leads back to. */
export const leadId = z.string().regex(/^[\w-]{1,64}$/);

/** Why something of the form was not done. */
interface Refusal {
  status: 409 | 422;
  sentence: string;
}

interface RefusedChange extends Refusal {
  change: LeadChange;
}

export interface AskedChanges {
  lead: string;
  /**
   * The form's fields. Of `status`, `owner` and `outreach` each has beside it, as `was-…`, what the page showed; `call` is
   * when the call was asked for that is answered; `note` has its `key`; `removed-note` is the id of one.
   */
  fields: Readonly<Record<string, string>>;
  staff: Actor;
  words: DeskWords["names"];
}

const UNREAD: Refusal = { status: 422, sentence: "Something there is not known here and was not changed." };

/**
 * Does what the form of the lead page asks for, one thing after the other: what one person may not change any more keeps
 * nothing else back. What already stands as wanted is left alone.
 */
export async function saveLead(
  domain: StandingDomain,
  asked: AskedChanges,
): Promise<{ saved: LeadChange[]; refusals: RefusedChange[] }> {
  const saved: LeadChange[] = [];
  const refusals: RefusedChange[] = [];
  for (const change of LEAD_CHANGES) {
    if (!isAsked(change, asked.fields)) continue;
    const refusal = await DO[change](domain, asked);
    if (refusal) refusals.push({ ...refusal, change });
    else saved.push(change);
  }
  return { saved, refusals };
}

function isAsked(change: LeadChange, fields: AskedChanges["fields"]): boolean {
  const to = fields[change];
  const was = fields[`was-${change}`];
  return was === undefined ? Boolean(to) : to !== undefined && to !== was;
}

const of = <T extends string>(names: readonly T[], value: string | undefined) => names.find((name) => name === value);

const DO: Record<LeadChange, (domain: StandingDomain, asked: AskedChanges) => Promise<Refusal | null>> = {
  async note(domain, { lead, fields, staff }) {
    const { status } = await addNote(domain, { lead, key: fields.key ?? "", body: fields.note ?? "", staff });
    if (status === "too-long") return { status: 422, sentence: TOO_LONG };
    return status === "added" || status === "already" ? null : UNREAD;
  },
  async call(domain, { lead, fields, staff }) {
    const askedAt = Number(fields.call);
    if (!Number.isSafeInteger(askedAt)) return UNREAD;
    const answered = await answerCall(domain, { lead, asked: askedAt, staff });
    if (answered.status === "conflict" && answered.now === null)
      return { status: 409, sentence: "Another call was asked for after you opened this page. It still waits." };
    return refusalOf(answered, () => "answered this call");
  },
  async status(domain, { lead, fields, staff, words }) {
    const [was, to] = [of(LEAD_STATUSES, fields["was-status"]), of(LEAD_STATUSES, fields.status)];
    if (!was || !to) return UNREAD;
    const changed = await changeStatus(domain, { lead, was, to, staff });
    return refusalOf(changed, (now) => `set the status to “${words.statuses[now]}”`);
  },
  async owner(domain, { lead, fields, staff }) {
    const [was, to] = [fields["was-owner"] || null, fields.owner || null];
    const changed = await changeOwner(domain, { lead, was, to, staff });
    return refusalOf(changed, (now) => (now === null ? "took the owner away" : `gave this lead to ${now}`));
  },
  async outreach(domain, { lead, fields, staff, words }) {
    const [was, to] = [of(OUTREACH_CHOICES, fields["was-outreach"]), of(OUTREACH_CHOICES, fields.outreach)];
    if (!was || !to) return UNREAD;
    const changed = await changeOutreach(domain, { lead, was, to, staff });
    return refusalOf(changed, (now) => `set outreach to “${words.choices[now]}”`);
  },
  async "removed-note"(domain, { lead, fields, staff }) {
    await removeNote(domain, { lead, note: fields["removed-note"] ?? "", staff });
    return null;
  },
};

const TOO_LONG = `A note holds ${LONGEST_NOTE} characters. Yours is longer and was not added: shorten it.`;

/** What stands instead, who put it there and when. */
function refusalOf<T>(changed: Changed<T>, did: (now: T) => string): Refusal | null {
  if (changed.status === "unknown") return UNREAD;
  if (changed.status !== "conflict") return null;
  const when =
    changed.at === null ? "" : ` on ${new Date(changed.at).toISOString().slice(0, 16).replace("T", " at ")} UTC`;
  return {
    status: 409,
    sentence: `${changed.by ?? "Somebody"} ${did(changed.now)}${when}, after you opened this page. That was not changed. What stands now is below.`,
  };
}
