import { index, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { time, typedLine, typedLines } from "./columns.ts";

/** What somebody wrote in the contact form. Whoever wrote it is no lead by that. */
export const inquiries = sqliteTable(
  "inquiries",
  {
    id: text("id").primaryKey(),
    /** Lower-cased, as that of a lead. */
    address: text("address").notNull(),
    name: typedLine("name"),
    firm: typedLine("firm"),
    message: typedLines("message").notNull(),
    /** The keyed hash of the mailbox, whatever its plus-tag: for the limit. */
    mailboxHash: text("mailbox_hash"),
    clientHash: text("client_hash"),
    createdAt: time("created_at").notNull(),
  },
  (table) => [
    index("inquiries_address").on(table.address, table.createdAt),
    index("inquiries_mailbox").on(table.mailboxHash, table.createdAt),
    index("inquiries_client").on(table.clientHash, table.createdAt),
    index("inquiries_created").on(table.createdAt),
  ],
);
