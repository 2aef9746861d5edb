import { cpSync, existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "#test/support/root.ts";
import { type Buildah, run } from "./buildah.ts";

const TOOLS = ["buildah", "debootstrap", "docker-compose"];
const NODE = join(ROOT, "node_modules/node/bin/node");

/** Why the image cannot be built on this machine; null where it can. Installs what is missing where that is allowed. */
export async function whyNot(): Promise<string | null> {
  const isThere = (tool: string) =>
    run("which", tool).then(
      () => true,
      () => false,
    );
  const missing = async () => (await Promise.all(TOOLS.map(isThere))).includes(false);
  if (process.getuid?.() !== 0) return "only root may make its base";
  if (!(await missing())) return null;
  if (!(await isThere("apt-get"))) return `${TOOLS.join(", ")} are not installed, and there is no apt-get`;
  try {
    await run("apt-get", "update");
    await run("apt-get", "install", "--yes", "--no-install-recommends", ...TOOLS);
  } catch (error) {
    return `${TOOLS.join(", ")} cannot be installed (${(error as Error).message.trim().split("\n").at(-1)})`;
  }
  return null;
}

/**
 * Makes the base that the Containerfile asks for without a registry: this machine's Debian at its least, Node from the
 * package that npm installs it by, and npm itself.
 * @returns the name of the image
 */
export async function makeBase({ say }: Buildah, folder: string): Promise<string> {
  const root = join(folder, "base");
  const [, suite = "stable"] = /^VERSION_CODENAME=(\w+)/m.exec(readFileSync("/etc/os-release", "utf8")) ?? [];
  await run("debootstrap", "--variant=minbase", suite, root);
  for (const part of ["var/cache/apt/archives", "var/lib/apt/lists"]) rmSync(join(root, part), { recursive: true });
  cpSync(NODE, join(root, "usr/bin/node"));
  cpSync(join(await run("npm", "root", "--global"), "npm"), join(root, "usr/lib/node_modules/npm"), {
    recursive: true,
  });
  symlinkSync("../lib/node_modules/npm/bin/npm-cli.js", join(root, "usr/bin/npm"));
  const container = await say("from", "scratch");
  await say("add", container, root, "/");
  rmSync(root, { recursive: true });
  // Where a machine allows no chroot, it is said here and not by a build that fails.
  await say("run", "--isolation", "chroot", container, "--", "node", "--version");
  await say("commit", "--rm", container, "localhost/base");
  return "localhost/base";
}

/** What npm inside has to know of this machine: where it keeps packages, and how it comes to the registry. */
export async function npmVolumes(): Promise<string[]> {
  const [cache, config, authorities] = await Promise.all(
    ["cache", "globalconfig", "cafile"].map((key) => run("npm", "config", "get", key)),
  );
  const given = [
    { from: cache, to: "/root/.npm" },
    { from: config, to: "/usr/etc/npmrc:ro" },
    { from: authorities, to: `${authorities}:ro` },
  ];
  return given.flatMap(({ from = "", to }) => (existsSync(from) ? ["--volume", `${from}:${to}`] : []));
}
