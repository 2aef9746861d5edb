/*
 * Shows the Revenue Visibility Snapshot in every <div data-plumbline-snapshot> of this page, whenever it comes, loaded as
 * a script or as a module. The frame says how tall it
 * is and how far the visitor has come; each of that is a bubbling event on the div: plumbline:ready, plumbline:height
 * (detail.height in pixels), plumbline:started, plumbline:question (detail.number), plumbline:submitted.
 * No answer and no result ever leaves the frame. What stands in the div, a link, stays above the frame until that is
 * ready: a frame that this page may not show stays empty.
 */
(() => {
  // A module does not know its own element: there the link in the div says where the Snapshot is.
  const own = document.currentScript?.src;
  const ONCE = ["ready", "started", "submitted"];
  const TALLEST = 20000;

  /** The event's detail, or null for what is no event of ours. */
  function detailOf({ plumbline: name, height, number }) {
    if (ONCE.includes(name)) return {};
    if (name === "height" && Number.isInteger(height) && height > 0 && height <= TALLEST) return { height };
    if (name === "question" && Number.isInteger(number) && number > 0) return { number };
    return null;
  }

  function show(place) {
    const link = own ?? place.querySelector("a")?.href;
    if (!link) return;
    const { origin } = new URL(link);
    const frame = document.createElement("iframe");
    frame.src = `${origin}/embed/snapshot`;
    frame.title = place.textContent.trim() || "Revenue Visibility Snapshot";
    frame.referrerPolicy = "origin";
    Object.assign(frame.style, { display: "block", width: "100%", height: "640px", border: "0" });
    const said = new Set();

    addEventListener("message", (event) => {
      if (event.source !== frame.contentWindow || event.origin !== origin) return;
      const detail = detailOf(event.data ?? {});
      const name = event.data?.plumbline;
      if (!detail || (ONCE.includes(name) && said.has(name))) return;
      said.add(name);
      // Important, since the page may well say how its links are displayed.
      if (name === "ready")
        for (const other of place.children)
          if (other !== frame) other.style.setProperty("display", "none", "important");
      if (name === "height") frame.style.height = `${detail.height}px`;
      // A new question begins at the top, which may have been scrolled away.
      else if (said.has("started") && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
      place.dispatchEvent(new CustomEvent(`plumbline:${name}`, { bubbles: true, detail }));
    });
    frame.addEventListener("load", () => frame.contentWindow.postMessage({ plumbline: "hello" }, origin));
    place.append(frame);
  }

  function start() {
    for (const place of document.querySelectorAll("[data-plumbline-snapshot]"))
      if (!place.querySelector("iframe")) show(place);
  }
  // A div may come later, or come back, on pages that are made in the browser.
  new MutationObserver(start).observe(document, { childList: true, subtree: true });
  start();
})();
