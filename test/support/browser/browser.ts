import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

/**
 * The shell is Chromium without windows: the same engine. The whole browser, which lays out a window for each page, takes 2.6
 * times the processor for the same pages (contexts 3.8, navigations 2.7, axe the same) whatever its flags.
 */
const SHELL = "/usr/bin/chromium-headless-shell";
const WHOLE = "/usr/bin/chromium";

/** Keeps Chromium quiet and lets it run as root. */
export const LAUNCH_ARGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-gpu",
];

/** Playwright keeps its shell beside its whole browser, and starts it where no path is given. */
const ownShell = () => existsSync(chromium.executablePath().replace(/chromium-(\d+).*$/, "chromium_headless_shell-$1"));
const hasShell = () => existsSync(SHELL) || ownShell();

/** The Chromium to test with: CHROMIUM_PATH, then a shell, then a whole one; undefined stands for Playwright's own. */
export function browserPath(): string | undefined {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return CHROMIUM_PATH;
  if (existsSync(SHELL)) return SHELL;
  return ownShell() || !existsSync(WHOLE) ? undefined : WHOLE;
}

function tries(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: ["ignore", "ignore", "inherit"] });
    return true;
  } catch {
    return false;
  }
}

/**
 * Installs a shell where there is none; returns the sentence that says what to do when that fails and there is no whole
 * browser either, else null.
 */
function provideBrowser(): string | null {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH)
    return existsSync(CHROMIUM_PATH) ? null : `CHROMIUM_PATH names ${CHROMIUM_PATH}, and there is no such file.`;
  if (hasShell()) return null;
  if (tries("npx", "playwright", "install", "--only-shell", "chromium") && hasShell()) return null;
  const debianRoot = process.getuid?.() === 0 && existsSync("/etc/debian_version");
  if (
    debianRoot &&
    tries("apt-get", "update") &&
    tries("apt-get", "install", "-y", "chromium-headless-shell") &&
    hasShell()
  )
    return null;
  if (existsSync(WHOLE)) {
    console.warn(
      "No headless shell could be installed: with the whole Chromium the browser tests take over twice as long.",
    );
    return null;
  }
  return "The end-to-end tests need a browser: install the headless shell of Chromium (on Debian: apt-get install chromium-headless-shell), or set CHROMIUM_PATH to one.";
}

if (process.argv[1] === import.meta.filename) {
  const sentence = provideBrowser();
  if (sentence) {
    console.error(sentence);
    process.exit(1);
  }
}
