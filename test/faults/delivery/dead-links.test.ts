import { describe, expect, test } from "vitest";
import { invite } from "#src/accounts/people/invite.ts";
import { withdrawInvitation } from "#src/accounts/people/withdraw-invitation.ts";
import { askForDeskLink } from "#src/accounts/reopening/ask-for-link.ts";
import type { Outcome } from "#src/delivery/channels/channel.ts";
import { listDeliveries } from "#src/delivery/desk/list-deliveries.ts";
import { replay } from "#src/delivery/desk/replay.ts";
import { LINK_DEAD } from "#src/delivery/is-link-dead.ts";
import { mayReplay } from "#src/outbox/may-replay.ts";
import { DAY, MINUTE } from "#src/time.ts";
import { databases } from "#test/support/database/databases.ts";
import { endpointDomain } from "#test/support/delivery/hooks.ts";
import { fakeChannel, loopWith } from "#test/support/delivery/outbox.ts";
import { clientOf } from "#test/support/factories.ts";
import { later, OLIVE, staffOn } from "#test/support/fresh/staff.ts";
import { invitationToken, joinBy } from "#test/support/staff-accounts.ts";

const MIA = "mia@desk.example";
const AGAIN: Outcome = { status: "again", reason: "500 internal" };
const REFUSED: Outcome = { status: "refused", reason: "422 no" };

describe.each(databases())("a link to the desk that opens nothing any more: $name", (place) => {
  const { on, rows, olive } = staffOn(place);

  /** Sends what is due and answers so; returns how often the provider was asked. */
  const sending = async (answer: Outcome): Promise<number> => {
    const channel = fakeChannel(async () => answer);
    await loopWith({ database: on.database, clock: Date.now, channel }).runOnce();
    return channel.sent.length;
  };
  const newest = async () => {
    const { rows: listed } = await listDeliveries({ database: on.database, clock: Date.now }, {});
    const [mail] = listed;
    if (!mail) throw new Error("There is no mail.");
    return mail;
  };
  const again = async (by: string) => replay(endpointDomain(on.database, Date.now), (await newest()).id, by);
  const invited = async () => {
    const by = (await olive()).staff.id;
    await invite(on.accounts, { by, email: MIA, role: "member" });
    return by;
  };

  test("is tried no more a quarter of an hour after it was asked for, and is not offered again", async () => {
    const by = (await olive()).staff.id;
    await askForDeskLink(on.accounts, { email: OLIVE, clientHash: clientOf("olive") });
    later(MINUTE);
    expect(await sending(AGAIN)).toBe(1);
    expect((await newest()).state).toBe("pending");
    later(15 * MINUTE);
    expect(await sending(AGAIN)).toBe(0);
    const mail = await newest();
    expect(mail).toMatchObject({ state: "cancelled", reason: LINK_DEAD });
    expect(mayReplay(mail)).toBe(false);
    expect(await again(by)).toBe(false);
  });

  test("is sent again while it opens, and not once it was withdrawn, waiting or failed", async () => {
    const by = await invited();
    expect(await sending(REFUSED)).toBe(1);
    expect(mayReplay(await newest())).toBe(true);
    expect(await again(by)).toBe(true);
    const [link] = await rows("SELECT id FROM join_links WHERE reopens IS NULL AND kind = 'invitation'");
    await withdrawInvitation(on.accounts, { by, link: String(link?.id) });
    expect(await newest()).toMatchObject({ state: "cancelled", reason: "the invitation was withdrawn" });
    expect(mayReplay(await newest())).toBe(false);
    expect(await again(by)).toBe(false);

    later(MINUTE);
    await invite(on.accounts, { by, email: MIA, role: "member" });
    expect(await sending(REFUSED)).toBe(1);
    expect(await newest()).toMatchObject({ state: "failed", linkOpens: true });
    later(7 * DAY);
    expect(mayReplay(await newest())).toBe(false);
    expect(await again(by)).toBe(false);
  });

  test("is not sent once somebody has joined by it", async () => {
    await invited();
    expect(await sending(AGAIN)).toBe(1);
    expect((await joinBy(on.accounts, await invitationToken(on.accounts, MIA), MIA)).status).toBe("joined");
    later(MINUTE);
    expect(await sending(AGAIN)).toBe(0);
    expect(await newest()).toMatchObject({ state: "cancelled", reason: LINK_DEAD, linkOpens: false });
  });
});
