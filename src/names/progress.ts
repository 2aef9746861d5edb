/** Names of what founders do when they come back. This file imports nothing, so the database schema may use it too. */

/** What a founder says of an own commitment after the retake. */
export const COMMITMENT_OUTCOMES = ["met", "partly", "not-met"] as const;
export type CommitmentOutcome = (typeof COMMITMENT_OUTCOMES)[number];

/** After how many days a founder may be asked again, and the number that is offered. */
export const ASK_AGAIN_DAYS = { fewest: 30, usual: 90, most: 365 } as const;

/** Seats of one assessment, its founder's included (method, section 9a). The founder's seat is number 1. */
export const MOST_SEATS = 8;

/** What a colleague answers: the "define" items only, or the whole Diagnostic. */
export const SEAT_SCOPES = ["define", "whole"] as const;
export type SeatScope = (typeof SEAT_SCOPES)[number];
