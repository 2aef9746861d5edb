import type { Measured } from "#src/names/analytics.ts";

/** An event's own fields: which instrument, and of a question its number. Never an answer, an address or a reference. */
type Fields = Record<string, string | number>;

const { page, event, instrument, plausible, dataLayer }: Measured = JSON.parse(
  document.querySelector<HTMLElement>("[data-measured]")?.dataset.measured ?? "{}",
);

function send(name: string, fields: Fields): void {
  if (dataLayer) {
    const layered = window as { dataLayer?: object[] };
    layered.dataLayer ??= [];
    layered.dataLayer.push({ event: `plumbline_${name}`, ...fields });
  }
  if (plausible)
    fetch(plausible.events, {
      method: "POST",
      // As text it needs no preflight; Plausible takes both.
      headers: { "content-type": "text/plain" },
      body: JSON.stringify({ name, url: page, domain: plausible.domain, props: fields }),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      keepalive: true,
    }).catch(() => {});
}

const { type } = (performance.getEntriesByType("navigation") as PerformanceNavigationTiming[])[0] ?? {};
/** Whether the visitor has just come to this page, and not by reloading it or going back to it. */
const arrived = type === "navigate";

/** Whether the page before this one is such a page of this site. */
function cameFrom(pages: RegExp): boolean {
  const from = ("navigation" in window && navigation.activation?.from?.url) || document.referrer;
  const { origin, pathname } = URL.canParse(from) ? new URL(from) : { origin: "", pathname: "" };
  return origin === location.origin && pages.test(pathname);
}

const which: Fields = instrument ? { instrument } : {};
const said = new Set<number>();
function asked(number: number): void {
  if (!said.has(number)) send("question", { ...which, number });
  said.add(number);
}

const optedOut =
  (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true || navigator.doNotTrack === "1";
if (!optedOut) {
  if (event === "question") {
    // The island may have gone on before this ran; the address says where it is.
    const number = Number(location.pathname.split("/").pop());
    if (arrived) asked(number);
    said.add(number);
    addEventListener("question", (next) => asked((next as CustomEvent<number>).detail));
  }
  // A result that was reached in a frame was said there; opened whole from it, it is the same one.
  const taking = location.pathname.startsWith("/embed/") ? /^\/embed\// : /^\/(snapshot|diagnostic)\//;
  // A Diagnostic's result comes in the place of its first question, which is gone back to for that.
  if (event === "result" && (arrived || type === "back_forward") && cameFrom(taking)) send(event, which);
  if (event === "lead" && arrived && cameFrom(/^\/results\//)) send(event, {});
  let begun = false;
  addEventListener("submit", ({ target }) => {
    const { pathname } = new URL((target as HTMLFormElement).action);
    const [, started] = /^(?:\/embed)?\/(snapshot|diagnostic)$/.exec(pathname) ?? [];
    // A second tap on the same button starts nothing more: its form has the same key.
    if (!started || begun) return;
    begun = true;
    send("start", { instrument: started });
  });
}
