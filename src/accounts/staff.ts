import type { StaffRole } from "#src/names/accounts.ts";

/** A person of the consultancy who has signed in with both steps. */
export interface Staff {
  id: string;
  name: string;
  email: string;
  role: StaffRole;
  /** Whether the desk's single-key shortcuts are on for this person. */
  shortcuts: boolean;
}
