import { beforeEach } from "vitest";
import { deliveries } from "#db/schema/deliveries.ts";
import { founderSessions, signInLinks } from "#db/schema/progress.ts";
import { askForLink } from "#src/progress/sign-in/ask-for-link.ts";
import type { LinkLimits } from "#src/progress/sign-in/link-limits.ts";
import { readFounder } from "#src/progress/sign-in/read-founder.ts";
import { signIn } from "#src/progress/sign-in/sign-in.ts";
import { SECOND } from "#src/time.ts";
import type { TestDatabases } from "#test/support/database/databases.ts";
import { addAssessment, addLead, fakeChannel } from "#test/support/delivery/outbox.ts";
import { clientOf } from "#test/support/factories.ts";
import { ADA, type LeadsDomain, leadsOn } from "./leads.ts";

const MAIL_LIMITS = { reportsPerHour: 20, reportsPerMailboxPerDay: 3, addressesPerAssessment: 5, mailsPerDay: 2000 };
const LINK_LIMITS = { linksPerMailbox: 5, linksPerMailboxPerDay: 20, linksPerClient: 20, mailsPerDay: 2000 };

/** Links by mail and what they open, on a new database for each test, in which `ada` is the lead of ADA's address. */
export function accessOn(databases: TestDatabases) {
  const base = leadsOn(databases);
  const on = base.on as typeof base.on & {
    ada: string;
    domain: LeadsDomain & { signInLimits: LinkLimits };
  };
  beforeEach(async () => {
    const domain = { ...on.domain, mailLimits: MAIL_LIMITS, signInLimits: LINK_LIMITS };
    const ada = await addLead(on.database, ADA, await addAssessment(on.database));
    Object.assign(on, { domain, ada });
  });

  const ask = (address = ADA, client = "client", limits: Partial<LinkLimits> = {}) => {
    const domain = { ...on.domain, signInLimits: { ...LINK_LIMITS, ...limits } };
    return askForLink(domain, { address, clientHash: clientOf(client) });
  };
  const loop = (channel = fakeChannel()) => ({ ...base.loop(channel), channel });
  /** Sends what is due, and returns the tokens in the mails that went out. */
  const mailed = async (): Promise<string[]> => {
    on.now += SECOND;
    const { runOnce, channel } = loop();
    await runOnce();
    return channel.sent.map(({ message }) => /\/progress\/sign-in\/([\w-]{43})\n/.exec(message.text)?.[1] ?? "");
  };
  const link = async (address = ADA): Promise<string> => {
    await ask(address);
    const [token = ""] = await mailed();
    return token;
  };
  const use = (linkToken: string, oldSession: string | null = null, database = on.database) =>
    signIn({ ...on.domain, database }, { linkToken, oldSession });
  const signedIn = async (): Promise<string> => (await use(await link())) ?? "";
  const founder = (token: string) => readFounder(on.domain, token);
  const links = () => on.database.query.select().from(signInLinks).orderBy(signInLinks.createdAt);
  const sessions = () => on.database.query.select().from(founderSessions);
  const mails = () => on.database.query.select().from(deliveries).orderBy(deliveries.createdAt);
  return { on, ask, loop, render: base.render, mailed, link, use, signedIn, founder, links, sessions, mails };
}
