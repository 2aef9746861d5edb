/** Part of a WHERE clause with its named arguments. Names must not meet those of the statement that it goes into. */
export interface Condition {
  sql: string;
  args: Readonly<Record<string, string | number | null>>;
}
