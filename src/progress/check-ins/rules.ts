import { datesOffered, dayAfter, startOfDate } from "#src/progress/reminders/days.ts";
import type { FixLine } from "#src/report/parts/fixes.ts";

/** After how many days "not yet" is asked about again. */
export const LATER_DAYS = 14;

/** A first fix that somebody picked, with the start of the day of its check-in (UTC). */
export interface PickedDay {
  item: string;
  dueAt: number;
}

export type PickFault = "none" | "changed" | "noDate" | "dateOutside";

/** The names of a fix's box and date in a form. */
export const fieldsOf = (item: string) => ({ box: `fix-${item}`, date: `by-${item}` });

/** The day that the report gives a fix, counted from now. */
export const dayOf = ({ withinDays }: Pick<FixLine, "withinDays">, now: number) => dayAfter(now, withinDays);

/**
 * What a form picks of the fixes that are offered, or what is wrong with it and where. The date of an empty box is nobody's.
 * Where answers that came in after the form was opened have changed what is offered, a fix that is gone is not left out in silence.
 */
export function readPicks(
  form: Readonly<Record<string, string>>,
  offered: readonly Pick<FixLine, "item">[],
  now: number,
): PickedDay[] | { fault: PickFault; item: string | null } {
  const { earliest, latest } = datesOffered(now);
  const boxes = offered.map(({ item }) => fieldsOf(item).box);
  const ticked = Object.keys(form).filter((name) => name.startsWith(fieldsOf("").box) && form[name] === "1");
  if (ticked.some((name) => !boxes.includes(name))) return { fault: "changed", item: null };
  const picks: PickedDay[] = [];
  for (const { item } of offered) {
    const { box, date } = fieldsOf(item);
    if (form[box] !== "1") continue;
    const dueAt = startOfDate(form[date] ?? "");
    if (dueAt === null) return { fault: "noDate", item };
    if (dueAt < earliest || dueAt > latest) return { fault: "dateOutside", item };
    picks.push({ item, dueAt });
  }
  return picks.length > 0 ? picks : { fault: "none", item: null };
}
