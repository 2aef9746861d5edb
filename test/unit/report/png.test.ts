import sharp from "sharp";
import { expect, it } from "vitest";
import { png } from "#src/report/card/png.ts";

it.each([
  [1, 1],
  [3, 2],
  [257, 31],
])("A PNG of %i by %i pixels holds every one of them", async (width, height) => {
  const pixels = Buffer.from(Array.from({ length: width * height * 4 }, (_, place) => (place * 41) % 256));
  const { data, info } = await sharp(await png({ width, height, pixels }))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width, height, channels: 4 });
  expect(data.equals(pixels)).toBe(true);
});
