import { z } from "zod";
import { addNote } from "#src/leads/desk/add-note.ts";
import { answerCall } from "#src/leads/desk/answer-call.ts";
import type { Actor, Changed } from "#src/leads/desk/change.ts";
import { changeOutreach } from "#src/leads/desk/change-outreach.ts";
import { changeOwner } from "#src/leads/desk/change-owner.ts";
import { changeStatus } from "#src/leads/desk/change-status.ts";
import type { StandingDomain } from "#src/leads/standing/refresh.ts";
import { LEAD_STATUSES, type LeadChange, LONGEST_NOTE, OUTREACH_CHOICES } from "#src/names/leads.ts";
import type { DeskWords } from "#src/words/desk.ts";

/** A lead as an address names it: its id goes into the address that a change leads back to. */
export const leadId = z.string().regex(/^[\w-]{1,64}$/);

/** Why a form of the lead page is shown again with what was typed. */
export interface ChangeRefusal {
  status: 409 | 422;
  sentence: string;
}

export interface AskedChange {
  lead: string;
  change: LeadChange;
  /** The form's fields: `was` is what the page showed, `to` what is wanted; a note has `key` and `body`. */
  fields: Readonly<Record<string, string>>;
  staff: Actor;
  words: DeskWords["names"];
}

const UNREAD: ChangeRefusal = { status: 422, sentence: "That is not known here, so nothing was changed." };

/** Does what one form of the lead page asks for; null when it is done, or was done already. */
export async function changeLead(domain: StandingDomain, asked: AskedChange): Promise<ChangeRefusal | null> {
  const { lead, change, fields, staff, words } = asked;
  const of = <T extends string>(names: readonly T[], value: string | undefined) => names.find((name) => name === value);
  if (change === "notes") {
    const body = fields.body ?? "";
    if (body.length > LONGEST_NOTE) return { status: 422, sentence: TOO_LONG };
    const noted = await addNote(domain, { lead, key: fields.key ?? "", body, staff });
    if (noted.status === "blank") return { status: 422, sentence: "The note was empty, so none was added." };
    return noted.status === "added" || noted.status === "already" ? null : UNREAD;
  }
  if (change === "status") {
    const [was, to] = [of(LEAD_STATUSES, fields.was), of(LEAD_STATUSES, fields.to)];
    if (!was || !to) return UNREAD;
    const changed = await changeStatus(domain, { lead, was, to, staff });
    return refusal(changed, (now) => `set the status to “${words.statuses[now]}”`);
  }
  if (change === "owner") {
    const changed = await changeOwner(domain, { lead, was: fields.was || null, to: fields.to || null, staff });
    return refusal(changed, (now) => (now === null ? "took the owner away" : `gave this lead to ${now}`));
  }
  if (change === "outreach") {
    const [was, to] = [of(OUTREACH_CHOICES, fields.was), of(OUTREACH_CHOICES, fields.to)];
    if (!was || !to) return UNREAD;
    const changed = await changeOutreach(domain, { lead, was, to, staff });
    return refusal(changed, (now) => `set outreach to “${words.choices[now]}”`);
  }
  const askedAt = Number(fields.was);
  if (!Number.isSafeInteger(askedAt)) return UNREAD;
  const answered = await answerCall(domain, { lead, asked: askedAt, staff });
  if (answered.status === "conflict" && answered.now === null)
    return { status: 409, sentence: "Another call was asked for after you opened this page. It still waits." };
  return refusal(answered, () => "answered this call");
}

const TOO_LONG = `A note holds ${LONGEST_NOTE.toLocaleString("en-GB")} characters. Yours is longer and was not added: shorten it.`;

/** What stands instead, who put it there and when. */
function refusal<T>(changed: Changed<T>, did: (now: T) => string): ChangeRefusal | null {
  if (changed.status === "unknown") return UNREAD;
  if (changed.status !== "conflict") return null;
  const when =
    changed.at === null ? "" : ` on ${new Date(changed.at).toISOString().slice(0, 16).replace("T", " at ")} UTC`;
  return {
    status: 409,
    sentence: `${changed.by ?? "Somebody"} ${did(changed.now)}${when}, after you opened this page. Your change was not made. What stands now is below.`,
  };
}
