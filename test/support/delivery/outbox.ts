import { createHash, randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Database } from "#db/client/client.ts";
import { deliveries, type Message } from "#db/schema/deliveries.ts";
import type { Channel } from "#src/delivery/channels/channel.ts";
import { createLoop, type LoopOptions } from "#src/delivery/loop.ts";
import { mailRules } from "#src/delivery/mail-rules.ts";
import { findLeadId } from "#src/leads/find-lead-id.ts";
import { enqueue } from "#src/outbox/enqueue.ts";
import { clientOf } from "#test/support/factories.ts";

export const START = Date.UTC(2026, 10, 20, 9, 0, 0);
export const newId = () => randomBytes(16).toString("base64url");
export const hashAddress = (address: string) => createHash("sha256").update(`key ${address}`).digest("hex");

/** A clock that stands still until it is moved on. */
export function stoppedClock(start = START) {
  let now = start;
  const clock = () => now;
  return Object.assign(clock, {
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
  });
}

/** One completed sitting; returns its id. */
export async function addAssessment(database: Database): Promise<number> {
  const [inserted] = await database.write([
    {
      sql: `INSERT INTO assessments (reference, instrument, bank_version, model_version, attribution, started_at,
              completed_at, kept_until)
            VALUES (:reference, 'snapshot', '1.0.0', '1', '{}', :at, :at, :at) RETURNING id`,
      args: { reference: newId(), at: START },
    },
  ]);
  return Number(inserted?.rows[0]?.id);
}

/** One lead that is attached to an assessment; returns its id. */
export async function addLead(database: Database, address: string, assessmentId: number): Promise<string> {
  const id = newId();
  await database.write([
    {
      sql: "INSERT INTO leads (id, address, created_at) VALUES (:id, :address, :at) ON CONFLICT DO NOTHING",
      args: { id, address, at: START },
    },
    {
      sql: `INSERT INTO attachments (lead_id, assessment_id, attached_at)
            SELECT id, :assessmentId, :at FROM leads WHERE address = :address ON CONFLICT DO NOTHING`,
      args: { address, assessmentId, at: START },
    },
  ]);
  return id;
}

/** A lead, an assessment and its report in the outbox, due at once; returns the delivery's id. */
export async function addDelivery(database: Database, address = "ada@example.com", now = START): Promise<string> {
  const assessmentId = await addAssessment(database);
  await addLead(database, address, assessmentId);
  const [id = ""] = await database.transaction(async (tx) => {
    const leadId = (await findLeadId(tx, address)) ?? "";
    const about = { leadId, assessmentId, revision: 1 };
    return enqueue(tx, { kind: "report", about, clientHash: clientOf("client"), now });
  });
  return id;
}

export async function rowOf(database: Database, id: string) {
  const [row] = await database.query.select().from(deliveries).where(eq(deliveries.id, id));
  if (!row) throw new Error(`There is no delivery ${id}.`);
  return row;
}

export const messageTo = (to: string): Message => ({
  from: "Plumbline <reports@consultancy.example>",
  to,
  replyTo: "team@consultancy.example",
  subject: "Your report – prüfen",
  html: "<p>Your report</p>",
  text: "Your report",
});

/** A channel that answers as told and keeps what it was given. */
export function fakeChannel(answer: Channel<Message>["send"] = async () => ({ status: "sent", providerId: "p" })) {
  const sent: { id: string; message: Message }[] = [];
  const send: Channel<Message>["send"] = (id, message, endpointId) => {
    sent.push({ id, message });
    return answer(id, message, endpointId);
  };
  return { name: "fake", sent, send };
}

const quiet = { info() {}, warn() {}, error() {} };

type MailLoop = LoopOptions<Message>;

/** A mail loop with a plain renderer and no jitter. */
export function loopWith(options: Pick<MailLoop, "database" | "clock" | "channel"> & Partial<MailLoop>) {
  const render: MailLoop["render"] = async () => messageTo("ada@example.com");
  const rules = mailRules({ database: options.database, clock: options.clock, hashAddress });
  return createLoop({ ids: newId, render, rules, random: () => 0, log: quiet, ...options });
}
