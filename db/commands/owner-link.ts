import { openDatabase } from "#db/client/client.ts";
import { migrate } from "#db/client/migrate.ts";
import { makeOwnerLink } from "#src/accounts/people/owner-link.ts";
import { accountAddress } from "#src/accounts/rules.ts";
import { buildApp } from "#src/server/context.ts";
import { readEnvironment } from "#src/server/env.ts";
import { createLog } from "#src/server/log.ts";
import { readSecret } from "#src/server/secret.ts";

/** `npm run owner-link -- address`: prints a link for an owner, new or locked out. It may run beside the server. */
async function command(given: string | undefined): Promise<number> {
  const email = accountAddress.safeParse(given);
  if (!email.success) {
    console.error("Usage: npm run owner-link -- someone@firm.example");
    return 2;
  }
  const env = readEnvironment(process.env);
  const database = openDatabase(env.databaseUrl, { authToken: env.databaseAuthToken });
  try {
    await migrate(database);
    const clock = Date.now;
    const log = createLog({ clock, out: process.stderr });
    const secret = await readSecret(env.secret);
    const app = buildApp({ env, database, clock, log, secret, wakeDelivery: () => undefined });
    const link = await makeOwnerLink(app, email.data, env.publicUrl);
    console.log(`${email.data} becomes an owner by this link, once and within 24 hours:\n  ${link}`);
    console.log("Where that address has an account, the link sets a new password and a new authenticator for it.");
    return 0;
  } finally {
    await database.close();
  }
}

process.exitCode = await command(process.argv[2]).catch((error: Error) => {
  console.error(error.message);
  return 1;
});
