/** Somebody who has proved that a mailbox is theirs, for as long as the session lasts. */
export interface Founder {
  leadId: string;
  /** As stored (lower-cased). */
  address: string;
}
