import { z } from "zod";
import { address } from "#src/address.ts";
import { DAY, HOUR, MINUTE } from "#src/time.ts";

/** The mailbox of an account: the library that signs staff in knows fewer of them than the rest of the site. */
export const accountAddress = address.pipe(z.email());

export const LEAST_PASSWORD = 12;
export const MOST_PASSWORD = 128;

/** A session that nobody uses ends after this time; how old it is before using it moves that end. */
export const SESSION_IDLE = 12 * HOUR;
export const SESSION_REFRESHED_AFTER = 15 * MINUTE;
/** Any session ends after this time. */
export const SESSION_AT_MOST = 7 * DAY;
/** How long a right password waits for its code. */
export const CODE_WITHIN = 10 * MINUTE;
/** How long a browser that somebody signed in from is known again (ours). */
export const DEVICE_KNOWN_FOR = 180 * DAY;
/** How long a link to the desk works for somebody who has an account (ours). */
export const LINK_WORKS = 15 * MINUTE;
/** How long a new authenticator waits for its first code (ours). */
export const REPLACEMENT_WAITS = 15 * MINUTE;
