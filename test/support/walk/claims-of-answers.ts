import { type Claim, credit } from "./claim.ts";
import type { OwnReading } from "./own-reading.ts";

const lessThan =
  (limit: number, ...ids: string[]) =>
  (own: OwnReading) => {
    const given = credit(own, ...ids);
    return given !== undefined && given !== null && given < limit;
  };

/** Sentences about one answer that another answer may refute, and acts that ask for what an answer says is there. */
export const OF_ANSWERS: Claim[] = [
  { says: /there are no conditions that a deal could fail/, isTrue: (own) => (credit(own, "P6", "P1") ?? 0) < 2 },
  {
    says: /has not reached a rule, a question or an offer/,
    isTrue: (own) => (credit(own, "L4") ?? 0) < 4 && (credit(own, "L7", "L5") ?? 0) < 4,
  },
  { says: /^Stage rules, not written/, isTrue: lessThan(2, "P6") },
  { says: /^Qualifying test, not written/, isTrue: lessThan(2, "P7") },
  { says: /^Lead ownership, not written/, isTrue: lessThan(3, "V4") },
  { says: /^Stage time limits, not written/, isTrue: lessThan(2, "F4") },
  { says: /^(?:Written|Sales) method, not written/, isTrue: lessThan(1, "R2") },
  { says: /^Record every lead on one list/, isTrue: lessThan(4, "V1") },
  { says: /^Bring your lead lists into one/, isTrue: lessThan(2, "V1") },
  { says: /^Put every open deal on one page/, isTrue: lessThan(4, "V6", "V2") },
  { says: /^Settle one short list of sources|^Use one fixed list of sources/, isTrue: lessThan(2, "V3") },
  { says: /^Write one line on w|^Name who takes each new lead|^Settle when you take each/, isTrue: lessThan(3, "V4") },
  { says: /^Write the usual arrangement down/, isTrue: lessThan(3, "V4") },
  { says: /^Write what the buyer must have done/, isTrue: lessThan(3, "P6", "P1") },
  { says: /^Turn each rule to what the buyer did/, isTrue: lessThan(3, "P6") },
  { says: /^(?:Write|Agree) three must-haves/, isTrue: lessThan(2, "P7", "P3") },
  { says: /^Put every deal to the test/, isTrue: lessThan(3, "P7", "P3") },
  { says: /^Give every stalled deal a way out/, isTrue: lessThan(3, "P4") },
  { says: /^Put a check before the proposal/, isTrue: lessThan(3, "P5") },
  { says: /^Write three follow-ups/, isTrue: lessThan(4, "F2") },
  { says: /^Let the follow-up start by itself/, isTrue: (own) => lessThan(4, "F2")(own) && own.facts.paper === false },
  {
    says: /without being sent by hand|starts on day five by itself|required field|a box that must be filled in/,
    isTrue: (own) => own.facts.paper === false,
  },
  { says: /^Give each stage a number of days|^Set a time limit per stage/, isTrue: lessThan(3, "F4") },
  { says: /^Count where deals wait|^Find the stage that slows/, isTrue: lessThan(3, "F5") },
  { says: /^Write a reason for every deal/, isTrue: lessThan(2, "L3") },
  { says: /^Write your last sale down/, isTrue: lessThan(2, "R2") },
  { says: /^(?:Agree what delivery must receive|Settle what a job must start with)/, isTrue: lessThan(3, "R6", "R3") },
  { says: /^Let gaps report themselves/, isTrue: (own) => own.facts.paper === false },
  // A question is quoted as it was asked.
  {
    says: /^[^?]*(?:colleague|second person|[Tt]wo people|named cover|Somebody else)[^?]*$/,
    isTrue: ({ facts }) => facts.solo === false,
  },
];

const only =
  (limit: number, ...ids: string[]) =>
  (own: OwnReading) =>
    credit(own, ...ids) === limit;

/** What a finding says in other words than its option: the item under either version, the one credit of which it is true. */
export const OF_OPTIONS: Claim[] = [
  { says: /recorded in the place where it came in/, isTrue: only(0, "V1") },
  { says: /^New leads are spread over several lists/, isTrue: only(1, "V1") },
  { says: /one list, and some leads are missing/, isTrue: only(2, "V1") },
  { says: /you can place hardly any of your open deals\./, isTrue: only(0, "V6") },
  { says: /you can place about half of your open deals\./, isTrue: only(1, "V6") },
  { says: /^You can place most open deals without asking/, isTrue: only(2, "V6") },
  { says: /source of a lead is usually blank/, isTrue: only(0, "V3") },
  { says: /written in whatever words come to hand/, isTrue: only(1, "V3") },
  { says: /set list of sources, and it is often skipped/, isTrue: only(2, "V3") },
  { says: /^A new lead goes to whoever sees it|^A new lead is taken when you happen/, isTrue: only(0, "V4") },
  { says: /decided case by case\./, isTrue: only(1, "V4") },
  { says: /^A usual person takes new leads|taken in the usual way/, isTrue: only(2, "V4") },
  { says: /written rule (?:says who takes|for taking)/, isTrue: only(3, "V4") },
  { says: /^Neither of two people could total|could not be totalled twice/, isTrue: only(0, "V5") },
  { says: /seller judges that it should|when you judge that it should/, isTrue: only(0, "P6") },
  { says: /^Habit decides when a deal moves up/, isTrue: only(1, "P6", "P1") },
  { says: /it is about what you did/, isTrue: only(2, "P6") },
  { says: /^Some stages ask for buyer proof/, isTrue: only(3, "P6") },
  { says: /^Under a third of your open deals had/, isTrue: only(1, "P2") },
  { says: /^About half of your open deals had/, isTrue: only(2, "P2") },
  { says: /^Most of your open deals had/, isTrue: only(3, "P2") },
  { says: /^Whoever sells decides alone|^You decide by yourself what counts/, isTrue: only(0, "P7", "P3") },
  { says: /feel for what a real deal is, and it is not written/, isTrue: only(1, "P7", "P3") },
  { says: /written test, and it is used unevenly/, isTrue: only(2, "P7", "P3") },
  { says: /does not include what doing nothing costs/, isTrue: only(3, "P7", "P3") },
  { says: /stays open, and nothing happens/, isTrue: only(0, "P4") },
  { says: /^Hardly any open deal has a next date/, isTrue: only(0, "F6") },
  { says: /^About half of your open deals have a next date/, isTrue: only(1, "F6") },
  { says: /^Most open deals have a next date/, isTrue: only(2, "F6") },
  { says: /^Nothing is set for a lead that has been silent/, isTrue: only(0, "F2") },
  { says: /when a manual reminder is acted on/, isTrue: only(2, "F2") },
  { says: /^Stages have no time limit/, isTrue: only(0, "F4") },
  { says: /^Why your deals win or lose is mostly guessed/, isTrue: only(0, "L1") },
  { says: /you go by recorded reasons/i, isTrue: only(3, "L1") },
  { says: /no won or lost deal has ever changed/, isTrue: only(0, "L6", "L2") },
  { says: /^Nothing is written that a new hire/, isTrue: only(0, "R2") },
  { says: /would find scattered notes/, isTrue: only(1, "R2") },
  { says: /^The core steps are written/, isTrue: only(2, "R2") },
  { says: /^Nothing is agreed on what/, isTrue: only(0, "R6", "R3") },
];
