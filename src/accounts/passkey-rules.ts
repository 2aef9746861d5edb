import { APIError } from "better-auth/api";

interface Verified {
  verification: {
    registrationInfo?: { userVerified: boolean } | undefined;
    authenticationInfo?: { userVerified: boolean } | undefined;
  };
}

/**
 * A passkey stands for both steps only where its holder was asked for a finger, a face or a PIN; a touch alone is
 * refused.
 */
export function userIsVerified({ verification }: Verified): void {
  const info = verification.registrationInfo ?? verification.authenticationInfo;
  if (!info?.userVerified) throw new APIError("BAD_REQUEST", { code: "USER_NOT_VERIFIED" });
}
