const TICKED = "ask-";

/** The name of the box before one question. */
export const boxOf = (item: string) => `${TICKED}${item}`;

/** The items whose boxes were ticked; who sends others gets them refused by the verb. */
export function askedIn(fields: Readonly<Record<string, string>>): string[] {
  return Object.keys(fields)
    .filter((name) => name.startsWith(TICKED))
    .map((name) => name.slice(TICKED.length));
}
