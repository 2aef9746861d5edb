import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

/** The shell is Chromium without windows: the same engine for half the work. */
const SYSTEM = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

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

const own = () => existsSync(chromium.executablePath());

/** The Chromium to test with: CHROMIUM_PATH, then the system's; undefined stands for Playwright's own. */
export function browserPath(): string | undefined {
  return process.env.CHROMIUM_PATH || SYSTEM.find(existsSync);
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
  if (
    debianRoot &&
    tries("apt-get", "update") &&
    tries("apt-get", "install", "-y", "chromium-headless-shell") &&
    found()
  )
    return null;
  return "The end-to-end tests need a browser: install Chromium (on Debian: apt-get install chromium-headless-shell), or set CHROMIUM_PATH to one.";
}

if (process.argv[1] === import.meta.filename) {
  const sentence = provideBrowser();
  if (sentence) {
    console.error(sentence);
    process.exit(1);
  }
}
