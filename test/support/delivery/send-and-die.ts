/** Sends what is due in the database at argv[2] through Resend or the mail server at argv[3], at the time argv[4]. Is killed meanwhile. */
import { openDatabase } from "#db/client/client.ts";
import { createResendChannel } from "#src/delivery/channels/resend.ts";
import { createSmtpChannel } from "#src/delivery/channels/smtp.ts";
import { smtpServer } from "#src/delivery/channels/smtp-address.ts";
import { loopWith } from "./outbox.ts";

const [, , databaseUrl = "", baseUrl = "", now] = process.argv;
const clock = () => Number(now);
const database = openDatabase(databaseUrl);
const server = smtpServer(baseUrl);
const channel = server
  ? createSmtpChannel({ server, clock })
  : createResendChannel({ apiKey: "re_test", baseUrl, clock });
await loopWith({ database, clock, channel }).runOnce();
await database.close();
