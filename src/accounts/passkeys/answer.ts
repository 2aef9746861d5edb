import { isAPIError } from "better-auth/api";
import { z } from "zod";
import { databaseErrorIn } from "#db/client/errors.ts";

const bytes = z.string().max(20_000);
const credential = z.object({
  id: z.string().min(1).max(1400),
  rawId: z.string().max(1400),
  type: z.literal("public-key"),
  clientExtensionResults: z.object({}),
});

/** A new passkey, as `toJSON` of the browser's credential writes it. The library judges what is inside. */
export const newPasskey = credential.extend({
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    transports: z
      .array(z.enum(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"]))
      .max(7)
      .catch([]),
  }),
});

/** A passkey's answer to a challenge, written likewise. */
export const passkeyAnswer = credential.extend({
  response: z.object({
    clientDataJSON: bytes,
    authenticatorData: bytes,
    signature: bytes,
    userHandle: bytes.optional(),
  }),
});

/** Whether the library refused an answer. It says 500 to what does not verify, which is the sender's doing. */
export function refusedPasskey(error: unknown): boolean {
  if (!isAPIError(error) || databaseErrorIn(error)) return false;
  return error.statusCode < 500 || /^FAILED_TO_VERIFY/.test(String(error.body?.code));
}
