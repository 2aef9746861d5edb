import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FACE_FILES } from "#src/faces.ts";
import type { Site } from "#src/words/site.ts";

/** Pictures of people that `site.yaml` names and `public/` does not have. */
export function pictureFaults({ people = [] }: Site): string[] {
  return people.flatMap(({ name, picture }, place) =>
    picture === undefined || existsSync(join(process.cwd(), "public", picture))
      ? []
      : [
          `site.yaml: people ${place} picture: there is no public${picture} of ${name}: put it there or leave the line out.`,
        ],
  );
}

/** How a file of each kind begins. */
const BEGINS: Readonly<Record<string, string>> = { woff2: "774f4632", ttf: "00010000" };

/** Files of the faces that are missing or no fonts. */
export function faceFaults({ faces }: Site): string[] {
  const files = Object.values(FACE_FILES).flatMap((uses) => Object.values(uses));
  return files.flatMap((file) => {
    const path = join(faces.folder, file);
    const begins = existsSync(path) && readFileSync(path).subarray(0, 4).toString("hex");
    if (begins === BEGINS[file.split(".").at(-1) ?? ""]) return [];
    return [
      `faces/${file}: is ${begins ? "no font" : "missing"}: run "npm run fonts", which makes it of what site.yaml names.`,
    ];
  });
}
