import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const SYSTEM = "/usr/bin/chromium";

/** Keeps Chromium quiet and lets it run as root. */
export const LAUNCH_ARGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const own = () => existsSync(chromium.executablePath());

/** The Chromium to test with: CHROMIUM_PATH, then the system's; undefined stands for Playwright's own. */
export function browserPath(): string | undefined {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return CHROMIUM_PATH;
  return existsSync(SYSTEM) ? SYSTEM : undefined;
}

const found = () => {
  const path = browserPath();
  return path === undefined ? own() : existsSync(path);
};

function tries(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: ["ignore", "ignore", "inherit"] });
    return true;
  } catch {
    return false;
  }
}

/** Installs a browser where there is none; returns the sentence that says what to do when that fails, else null. */
function provideBrowser(): string | null {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH && !found()) return `CHROMIUM_PATH names ${CHROMIUM_PATH}, and there is no such file.`;
  if (found()) return null;
  if (tries("npx", "playwright", "install", "chromium") && found()) return null;
  const debianRoot = process.getuid?.() === 0 && existsSync("/etc/debian_version");
  if (debianRoot && tries("apt-get", "update") && tries("apt-get", "install", "-y", "chromium") && found()) return null;
  return "The end-to-end tests need a browser: install Chromium (on Debian: apt-get install chromium), or set CHROMIUM_PATH to one.";
}

if (process.argv[1] === import.meta.filename) {
  const sentence = provideBrowser();
  if (sentence) {
    console.error(sentence);
    process.exit(1);
  }
}
