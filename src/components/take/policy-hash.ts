import { createHash } from "node:crypto";

/** What a content security policy lets an inline style or script in by. */
export const policyHash = (written: string) =>
  `sha256-${createHash("sha256").update(written).digest("base64")}` as const;
