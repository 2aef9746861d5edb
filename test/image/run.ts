import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "#test/support/root.ts";
import { scratchFolder } from "#test/support/scratch.ts";
import { makeBase, npmVolumes, whyNot } from "./base.ts";
import { buildahIn, run } from "./buildah.ts";
import { examine } from "./examine.ts";
import { serve } from "./serve.ts";

/** Packages are ten thousand small files, four times over. */
const GIGABYTES = 8;

/** `npm run image`: checks `compose.yaml`, builds the image without a daemon, runs it and says what it measured. */
async function command(): Promise<void> {
  const missing = await whyNot();
  if (missing) return notHere(missing);
  const folder = mkdtempSync(join(scratchFolder(GIGABYTES), "plumbline-image-"));
  const buildah = buildahIn(folder);
  try {
    await run(
      "docker-compose",
      "--file",
      join(ROOT, "compose.yaml"),
      "--profile",
      "libsql-server",
      "config",
      "--quiet",
    );
    console.log("compose.yaml keeps to the schema of Compose.");
    const base = await makeBase(buildah, folder).catch((error: Error) => error);
    if (base instanceof Error) return notHere(`its base cannot be made (${base.message})`);
    console.log(`The base is made, ${seconds()} s.`);
    await buildah.say(
      ...["bud", "--isolation", "chroot", "--format", "docker", "--pull-never", "--build-arg", `BASE=${base}`],
      ...[...(await npmVolumes()), "--file", join(ROOT, "Containerfile"), "--tag", "localhost/plumbline", ROOT],
    );
    console.log(`The image is built, ${seconds()} s.`);
    const figures = [...(await examine(buildah, base)), ...(await serve(buildah, folder))];
    for (const [what, here, target] of figures)
      console.log(`${what.padEnd(40)} ${here.padStart(8)}   target: ${target}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** No fault of the image, so none of whoever asked for it. */
const notHere = (why: string) => console.log(`The image is not built here: ${why}.`);

const seconds = () => Math.round(performance.now() / 1000);

await command();
