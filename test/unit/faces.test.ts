import { expect, test } from "vitest";
import { brandFaces } from "#src/faces.ts";

const face = { name: "Some Face", from: "some.ttf", standIns: ["serif"] };
const faults = (faces: unknown) =>
  brandFaces.safeParse(faces).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];

test("the display face may be fixed at one weight, the text face at none, on screen or in print", () => {
  const one = { screen: { opsz: 36, wght: 480 }, print: { wght: 480 } };
  expect(faults({ display: { ...face, axes: one }, text: face })).toEqual([]);
  expect(faults({ display: face, text: { ...face, axes: one } })).toEqual([
    "text.axes.screen: must not fix wght: text is set in two weights",
    "text.axes.print: must not fix wght: text is set in two weights",
  ]);
  expect(faults({ display: face, text: { ...face, axes: { screen: { wdth: 90 }, print: { wdth: 90 } } } })).toEqual([]);
});
