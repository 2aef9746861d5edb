import { paths } from "#src/paths.ts";
import { barriers } from "#test/support/browser/barriers.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { copied, fill, markdownOf, out, summary } from "#test/support/browser/worksheets.ts";
import { words } from "#test/support/words.ts";

test("the honest pipeline and the levers do the sums of their formulas, and nonsense gets a sentence", async ({
  page,
}) => {
  await page.goto(paths.practiceSheet("honest-pipeline"));
  await fill(page, { "open-deals": "36", "silent-deals": "13", "old-deals": "8", "both-deals": "4" });
  await fill(page, { "open-value": "£540 000", "silent-value": "195'000", "old-value": "120k" });
  await fill(page, { "both-value": "60.000,00", committed: "300000" });
  await expect(out(page, "left-deals")).toHaveText("19");
  await expect(out(page, "left-value")).toHaveText("£285,000");
  await expect(out(page, "gap")).toHaveText("£15,000");
  await expect(out(page, "share")).toHaveText("106%");
  await fill(page, { "both-deals": "" });
  await expect(out(page, "left-deals")).toHaveText("15 to 23");
  await expect(summary(page)).toHaveText(
    "Deals left: 15 to 23. Value left: £285,000. Even if all of it is won, £15,000 is missing from the number committed.",
  );
  // 540,000 - 195,000 - 120,000 = 225,000 are left, or up to 120,000 more: then nothing is missing of 300,000.
  await fill(page, { "both-value": "" });
  await expect(out(page, "gap")).toHaveText("£0 to £75,000");
  await expect(summary(page)).toHaveText(
    "Deals left: 15 to 23. Value left: £225,000 to £345,000. Won in full, it may cover the number committed, or leave up to £75,000 missing.",
  );
  await fill(page, { "both-value": "60.000,00" });
  await fill(page, { limit: "45" });
  await expect(markdownOf(page)).toHaveValue(/\n- Your age limit in days: 45\n- [^\n]+ committed [^\n]+: 300000\n/);
  await expect(out(page, "bar-left")).toHaveText("£285,000");
  await fill(page, { "silent-deals": "many" });
  await expect(out(page, "silent-deals-fault")).toHaveText(words.pages.numbers.notNumber);
  await expect(page.locator('[name="silent-deals"]')).toHaveAttribute("aria-invalid", "true");
  await fill(page, { "silent-deals": "40" });
  await expect(out(page, "left-deals")).toHaveText(words.practice.sheets["honest-pipeline"].faults.silentTooMany);

  await page.goto(paths.practiceSheet("one-lever"));
  await fill(page, {
    deals: "12",
    won: "22%",
    value: "£15000",
    days: "76",
    customers: "40",
    yearly: "6k",
    points: "5",
  });
  await expect(out(page, "annual")).toHaveText("£475,200");
  await expect(out(page, "volume")).toHaveText("£47,520 more a year");
  await expect(out(page, "two")).toHaveText("£99,792 more a year");
  await expect(out(page, "cycle")).toHaveText("Open deals down by 3 from 30, days to a decision down by 7.6");
  await expect(out(page, "retention")).toHaveText("£12,000 more a year");
  const stages = [
    ["Discovery", "20", "8", "9", "3", "12"],
    ["Proposal", "12", "6", "14", "6", "13"],
    ["Terms", "6", "0", "5", "2", "30"],
  ];
  const fields = ["name", "reached", "ended", "middle", "shortest", "longest"];
  for (const [row, values] of stages.entries())
    await fill(page, Object.fromEntries(values.map((value, at) => [`${fields[at]}-${row}`, value])));
  await expect(out(page, "drop-1")).toHaveText("50%");
  await expect(out(page, "spread")).toHaveText("Terms");
  await expect(out(page, "constraint")).toContainText("name Proposal");
  await fill(page, { "longest-1": "" });
  await expect(out(page, "drop-1")).toHaveText("50%");
  await expect(out(page, "constraint")).toContainText("name Proposal");
  for (const row of [0, 1, 2])
    await fill(page, { [`middle-${row}`]: "", [`shortest-${row}`]: "", [`longest-${row}`]: "" });
  await expect(out(page, "constraint")).toContainText("Only one of the three signs names a stage so far: Proposal.");
  await fill(page, { "middle-0": "9" });
  await expect(out(page, "constraint")).toContainText("The signs name different stages. Start with Discovery,");
  await expect(markdownOf(page)).toHaveValue(/\n- Percent of them won: 22%\n/);
  await expect(markdownOf(page)).toHaveValue(/\n- \*\*Proposal\*\*\n {4}- Reached it: 12\n {4}- Ended there: 6\n/);
  await fill(page, { won: "95" });
  await expect(summary(page)).toContainText("A tenth more wins would pass 100%.");
  // 12 x 12 x 95% x 15,000 = 2,052,000, of which two levers bring 21%.
  await expect(out(page, "two")).toHaveText("£430,920 more a year for deals and value. With wins it would pass 100%.");
  await expect(page.locator("main")).not.toContainText("NaN");
});

test("a number that may be two is asked about beside its field and never guessed", async ({ page }) => {
  await page.goto(paths.practiceSheet("one-lever"));
  await fill(page, { deals: "12", won: "22", value: "15.000" });
  await expect(out(page, "value-fault")).toHaveText("Is that 15 or 15,000?");
  await expect(page.locator('[name="value"]')).toHaveAccessibleDescription(/Is that 15 or 15,000\?/);
  await expect(page.locator('[name="value"]')).toHaveAttribute("aria-invalid", "true");
  await expect(out(page, "annual")).toBeEmpty();
  expect(await barriers(page)).toEqual([]);
  await page.getByRole("button", { name: "15,000, a thousand or more" }).click();
  await expect(page.locator('[name="value"]')).toHaveValue("15000");
  await expect(page.locator('[name="value"]')).toBeFocused();
  await expect(out(page, "value-fault")).toBeEmpty();
  await expect(page.locator("[data-which=value] button")).toHaveCount(0);
  await expect(out(page, "annual")).toHaveText("£475,200");
  await fill(page, { deals: "-1" });
  await expect(out(page, "deals-fault")).toHaveText(words.practice.frame.negative);
  await fill(page, { won: "101" });
  await expect(out(page, "won-fault")).toHaveText(words.practice.frame.outside);
});

test("the pipeline and the levers are drawn to scale, by attributes, with their numbers beside them", async ({
  page,
}) => {
  const percents = (bar: string, part: "solid" | "pale") =>
    page
      .locator(`[data-bar="${bar}"] .practice__${part}`)
      .evaluate((rect) => ["x", "width"].map((name) => Number.parseFloat(rect.getAttribute(name) ?? "NaN")));
  await page.goto(paths.practiceSheet("honest-pipeline"));
  await expect(page.locator("[data-picture]")).toBeHidden();
  await fill(page, { "open-deals": "40", "silent-deals": "10", "old-deals": "8", "both-deals": "4" });
  // 40 - 10 - 8 + 4 = 26 of 40 are 65%.
  await expect(out(page, "bar-left")).toHaveText("26");
  expect(await percents("bar-open", "solid")).toEqual([0, 100]);
  expect(await percents("bar-silent", "solid")).toEqual([75, 25]);
  expect(await percents("bar-old", "solid")).toEqual([65, 10]);
  expect(await percents("bar-left", "solid")).toEqual([0, 65]);
  await expect(out(page, "bar-old")).toHaveText("4");
  await expect(page.locator('[data-bar="bar-committed"]')).toBeHidden();
  await fill(page, { "both-deals": "" });
  // Between 0 and 8 are both: 22 to 30 are left, 55% to 75%.
  await expect(out(page, "bar-left")).toHaveText("22 to 30");
  expect(await percents("bar-left", "pale")).toEqual([55, 20]);
  await fill(page, { "both-deals": "banana" });
  await expect(page.locator("[data-picture]")).toBeHidden();

  await page.goto(paths.practiceSheet("one-lever"));
  await fill(page, { deals: "10", won: "50", value: "1000" });
  // 60,000 a year, a tenth more 6,000, two of them 12,600: the scale ends at 72,600.
  await expect(out(page, "annual")).toHaveText("£60,000");
  const [from = 0, width = 0] = await percents("volume", "solid");
  expect(from).toBeCloseTo((100 * 60_000) / 72_600, 6);
  expect(width).toBeCloseTo((100 * 6000) / 72_600, 6);
  await expect(page.locator('[data-bar="cycle"]')).toBeHidden();
  await fill(page, { "reached-0": "20", "ended-0": "8" });
  await expect(out(page, "drop-0")).toHaveText("40%");
  expect(await percents("drop-0", "solid")).toEqual([0, 40]);
  expect(await page.locator("main [style]").count()).toBe(0);
});

test("away a week goes by keyboard alone, and what is typed counts", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(paths.practiceSheet("away-a-week"));
  const boxes = page.locator("main input[type=checkbox]");
  await boxes.first().focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await expect(boxes.nth(1)).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page.locator("[data-points] li")).toHaveCount(2);
  await expect(summary(page)).toContainText("2 of 12 stop: 2 single points of failure.");
  await page.locator('[name="own-1"]').focus();
  await page.keyboard.type("The newsletter");
  await expect(summary(page)).toHaveText("3 of 13 stop: 3 single points of failure.");
  await expect(page.locator("[data-points] li").last()).toHaveText("The newsletter");
  // Permission is lacking for the first and for two more: 3 of 5 are more than half.
  for (const name of ["discount", "contract"]) await page.locator(`[name="${name}"]`).check();
  const { most, kinds, repairs } = words.practice.sheets["away-a-week"];
  const said = most.replace("{kind}", kinds.permission).replace("{repair}", repairs.permission);
  await expect(summary(page)).toHaveText(`5 of 13 stop: 5 single points of failure. ${said}`);
  const copy = page.getByRole("button", { name: words.practice.frame.copy });
  for (let presses = 0; presses < 30; presses++) {
    if (await copy.evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect(copied(page)).toHaveText(words.pages.copy.copied);
  const markdown = await page.evaluate(() => navigator.clipboard.readText());
  expect(markdown).toContain("- [x] A new enquiry waits");
  expect(markdown).toContain("- [x] The newsletter");
});
