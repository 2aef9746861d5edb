import { generateX25519Identity, identityToRecipient } from "age-encryption";

/** Prints a pair of keys for encrypted backups, in the form of `age-keygen`. */
const key = await generateX25519Identity();
console.log(`# Keep this file away from the server: whoever has it can read every backup, and without it nobody can.
# For the server: BACKUP_PUBLIC_KEY=${await identityToRecipient(key)}
${key}`);
