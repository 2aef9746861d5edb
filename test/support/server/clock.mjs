/**
 * Loaded before the server: CLOCK_AT sets where its clock starts, in milliseconds since 1970; its parent may set it ahead
 * of the real one, by milliseconds, and is told when that is done.
 */
const now = Date.now;
let ahead = process.env.CLOCK_AT ? Number(process.env.CLOCK_AT) - now() : 0;
Date.now = () => now() + ahead;
process.on("message", (milliseconds) => {
  ahead = Number(milliseconds);
  process.send?.("set");
});
process.channel?.unref();
