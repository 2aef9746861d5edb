/**
 * Inside a frame on somebody else's page: tells that page how tall this one is and how far the visitor has come. It
 * speaks only after a greeting from the page around, and only where staff allow that page's origin. No message holds
 * an answer, a reference or an address.
 */
const frame = document.querySelector<HTMLElement>("[data-stage]");
const { stage = "", origins = "" } = frame?.dataset ?? {};
let host = "";

const tell = (plumbline: string, fields: Record<string, number> = {}) => {
  if (host) parent.postMessage({ plumbline, ...fields }, host);
};
const tellHeight = () => tell("height", { height: Math.ceil(frame?.getBoundingClientRect().height ?? 0) });
const tellQuestion = (number: number) => tell("question", { number });

addEventListener("message", ({ source, origin, data }: MessageEvent<{ plumbline?: unknown } | null>) => {
  if (source !== parent || !origins.split(" ").includes(origin) || data?.plumbline !== "hello" || host) return;
  host = origin;
  tell("ready");
  tellHeight();
  if (frame) new ResizeObserver(tellHeight).observe(frame);
  if (stage === "question") {
    tell("started");
    tellQuestion(Number(location.pathname.split("/").pop()));
  }
  if (stage === "result") tell("submitted");
});
addEventListener("question", (next) => tellQuestion((next as CustomEvent<number>).detail));

export {};
