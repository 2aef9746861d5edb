import type { Server } from "#test/support/server/server.ts";
import { FOUNDER } from "./founder.ts";
import { RESULT } from "./result.ts";
import { SITE } from "./site.ts";
import { TAKING } from "./taking.ts";

/** One kind of page: how to come to an address of it, what form to send there if it answers one, and what it needs. */
export interface Kind {
  name: string;
  address: (server: Server) => string | Promise<string>;
  /** Fields that are sent on the page that stands at the address, by its first form. */
  send?: (server: Server) => Record<string, string>;
  status?: number;
}

/** Every kind of page that the site can show. */
export const KINDS: readonly Kind[] = [...SITE, ...TAKING, ...RESULT, ...FOUNDER];
