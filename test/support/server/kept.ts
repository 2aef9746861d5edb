import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Server } from "./server.ts";

/**
 * Whether the server still holds a text, as it is or percent-encoded: in its database, the log of that, the mailbox, whose
 * quoted-printable line ends are joined, or what it has logged. A mail's draft may be gone before it is read.
 */
export function holds(server: Server, text: string): boolean {
  const files = readdirSync(server.folder, { recursive: true, withFileTypes: true }).filter(
    (one) => one.isFile() && !one.name.endsWith(".tmp"),
  );
  const bytes = files.map((file) => readFileSync(join(file.parentPath, file.name), "latin1"));
  const all = [...bytes, JSON.stringify(server.log)].map((one) => one.replace(/=\r?\n/g, "").toLowerCase());
  return [text, encodeURIComponent(text)].some((form) => all.some((one) => one.includes(form.toLowerCase())));
}
