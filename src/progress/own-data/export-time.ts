/** A time (milliseconds since 1970) as the file writes it: UTC, ISO 8601. */
export const iso = (at: number) => new Date(at).toISOString();

export const isoOrNull = (at: number | null) => (at === null ? null : iso(at));
