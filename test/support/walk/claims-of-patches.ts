import { type Claim, credit } from "./claim.ts";
import type { OwnReading } from "./own-reading.ts";

const never = () => false;
/** That a reason is recorded is refuted by the answer that none is when a deal ends. */
const noneIsRecorded = (own: OwnReading) => credit(own, "L3") === 0;
const goesByReasons = (own: OwnReading) => (credit(own, "L1") ?? 0) >= 3;
const takesRulesFromResults = (own: OwnReading) => ["F4", "L4", "L5", "L7"].some((id) => credit(own, id) === 4);

/** What the patches 1.0.2 and 2.0.1 mended. */
export const MENDED_BY_PATCH: Claim[] = [
  // Whoever says by how much a period fell short has held it against a forecast.
  {
    says: /^Forecast and actual are never compared|a period ends without being held/,
    isTrue: ({ missedNumber }) => missedNumber === undefined,
  },
  { says: /^You go by recorded reasons|the reason you recorded/, isTrue: (own) => !noneIsRecorded(own) },
  { says: /^You know from recorded reasons/, isTrue: (own) => !(goesByReasons(own) && noneIsRecorded(own)) },
  { says: /can only be pieced together afterwards/, isTrue: (own) => !goesByReasons(own) },
  { says: /What they showed has not reached a rule/, isTrue: (own) => !takesRulesFromResults(own) },
  { says: /Other results may have, and these have not/, isTrue: (own) => credit(own, "F4") !== 4 },
  { says: /have set or changed a rule because of what/, isTrue: takesRulesFromResults },
  // Who acts next was not asked, but for a date that both agreed.
  { says: /depends on your side alone/, isTrue: never },
  { says: /^(\w+) method, not \1/i, isTrue: never },
];
