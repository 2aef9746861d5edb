/** Loaded before the server: its parent may set the clock ahead, by milliseconds, and is told when that is done. */
const now = Date.now;
let ahead = 0;
Date.now = () => now() + ahead;
process.on("message", (milliseconds) => {
  ahead = Number(milliseconds);
  process.send?.("set");
});
process.channel?.unref();
