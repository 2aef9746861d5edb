import { type Delivery, type Preparing, SubjectErased } from "#src/outbox/delivery.ts";
import { paths } from "#src/paths.ts";
import { HOUR } from "#src/time.ts";
import { linkToken, WAS_THIS_YOU_WORKS } from "#src/tokens.ts";

/** Signs the link by which a mailbox says that mail may come to it again; it names this delivery. */
export async function prepareWasThisYou(
  { publicUrl, sign }: Preparing,
  { id, recipient }: Pick<Delivery, "id" | "recipient">,
) {
  if (recipient === null) throw new SubjectErased();
  const liftUrl = paths.absolute(publicUrl, paths.wasThisYou(linkToken(sign, "was-this-you", id)));
  return { to: recipient, hours: WAS_THIS_YOU_WORKS / HOUR, liftUrl };
}
