import { describe, expect, it } from "vitest";
import { rightPath } from "#src/server/routing/right-path.ts";

const REFERENCE = "AbCdEfGhIjKlMnOpQrStUvWx";

describe("An address written in another way", () => {
  it.each([
    ["/Snapshot", "/snapshot"],
    ["/DIAGNOSTIC/", "/diagnostic"],
    ["/Method", "/method"],
    ["/Articles/Phantom-Pipeline", "/articles/phantom-pipeline"],
    ["/method//", "/method"],
    ["/articles//phantom-pipeline", "/articles/phantom-pipeline"],
    [`/Results/${REFERENCE}`, `/results/${REFERENCE}`],
    [`/results/${REFERENCE}.`, `/results/${REFERENCE}`],
    [`/results/${REFERENCE}).`, `/results/${REFERENCE}`],
    [`/SNAPSHOT/${REFERENCE}/3`, `/snapshot/${REFERENCE}/3`],
    [`/Results/${REFERENCE}/Report.PDF`, `/results/${REFERENCE}/report.pdf`],
    ["/Desk/Sign-In", "/desk/sign-in"],
    [`/Results/${REFERENCE}.JSON`, `/results/${REFERENCE}.json`],
  ])("%s leads to %s", (written, right) => {
    expect(rightPath(written)).toBe(right);
  });

  it.each([
    ...[
      "/",
      "/snapshot",
      "/snapshot/",
      `/results/${REFERENCE}`,
      `/results/${REFERENCE}/`,
      "/nowhere",
      "/Nowhere/At/All",
    ],
    ...["/_astro/Site.css", "/embed.js", "/health", "/favicon.ico"],
  ])("%s is left as it is", (path) => {
    expect(rightPath(path)).toBeNull();
  });

  it("never leads to another site", () => {
    for (const path of ["/\\e.example", "//e.example", "/..//e.example/snapshot", "/https://e.example"])
      expect(rightPath(path) ?? "/", path).toMatch(/^\/(?![/\\])/);
  });
});
