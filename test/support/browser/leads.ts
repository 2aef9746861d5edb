import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { paths } from "#src/paths.ts";
import { completed, formTime, post } from "#test/support/browser/visitor.ts";
import { rows } from "#test/support/server/database.ts";
import type { Server } from "#test/support/server/server.ts";

interface Asking {
  name?: string;
  followUp?: boolean;
  call?: boolean;
}

/** A visitor who took E2, had the report sent and, where wanted, asked for a call; returns the lead's id. */
export async function leadOf(server: Server, email: string, { name = "", followUp = true, call = false }: Asking = {}) {
  const reference = await completed(server, "E2");
  const time = await formTime(server, reference);
  const asked = await post(server, paths.report(reference), {
    time,
    email,
    name,
    ...(followUp ? { follow: "1" } : {}),
  });
  expect(asked.status).toBe(303);
  if (call) expect((await post(server, paths.call(reference), { time, email })).status).toBe(303);
  return String(rows(server, "SELECT id FROM leads WHERE address = ?", email)[0]?.id);
}

export const rowOf = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
/** Saves the form of a lead's page. */
export const save = (page: Page) => page.getByRole("button", { name: "Save all of this" }).click();
