import { parseArgs } from "node:util";
import { contentFaults } from "./faults.ts";

const { values } = parseArgs({ options: { pictures: { type: "string" } } });
const faults = await contentFaults();
if (faults.length > 0) {
  console.error(
    [`The content has ${faults.length === 1 ? "one fault" : `${faults.length} faults`}:`, ...faults].join("\n"),
  );
  process.exitCode = 1;
} else {
  console.log(
    "The content has no fault: every file can be read, every pair of colours told apart, every link leads somewhere.",
  );
  if (values.pictures !== undefined) {
    const { takePictures } = await import("./pictures.ts");
    for (const file of await takePictures(values.pictures)) console.log(file);
  }
}
