import type { Measured } from "./measured.ts";

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

/** Whether the visitor has just come here from such a page of this site, and not by reloading or going back. */
function cameFrom(pages: RegExp): boolean {
  const { origin, pathname } = URL.canParse(document.referrer)
    ? new URL(document.referrer)
    : { origin: "", pathname: "" };
  const [visit] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return origin === location.origin && visit?.type === "navigate" && pages.test(pathname);
}

const which: Fields = instrument ? { instrument } : {};
const asked = (number: number) => send("question", { ...which, number });

const optedOut =
  (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true || navigator.doNotTrack === "1";
if (!optedOut) {
  if (event === "question") {
    // The island may have gone on before this ran; the address says where it is.
    asked(Number(location.pathname.split("/").pop()));
    addEventListener("question", (next) => asked((next as CustomEvent<number>).detail));
  }
  if (event === "result" && cameFrom(/^\/(embed\/)?(snapshot|diagnostic)\//)) send(event, which);
  if (event === "lead" && cameFrom(/^\/results\//)) send(event, {});
  addEventListener("submit", ({ target }) => {
    const { pathname } = new URL((target as HTMLFormElement).action);
    const [, started] = /^(?:\/embed)?\/(snapshot|diagnostic)$/.exec(pathname) ?? [];
    if (started) send("start", { instrument: started });
  });
}
