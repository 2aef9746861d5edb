/** Adds the landing query, its path and the referring host to the links of the two doors. Nothing is stored. */
const landing = new URLSearchParams(
  [...new URLSearchParams(location.search)].filter(([name]) => /^(utm_\w+|gclid|msclkid|li_fat_id)$/.test(name)),
);
landing.set("landing_path", location.pathname);
const from = URL.canParse(document.referrer) ? new URL(document.referrer) : undefined;
if (from && from.origin !== location.origin) landing.set("referrer_host", from.hostname);
for (const door of document.querySelectorAll<HTMLAnchorElement>('a[href="/snapshot"], a[href="/diagnostic"]'))
  door.search = String(landing);

export {};
