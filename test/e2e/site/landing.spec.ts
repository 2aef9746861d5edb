import { paths } from "#src/paths.ts";
import { expect, test } from "#test/support/browser/fixtures.ts";
import { expectLoaded } from "#test/support/browser/taking.ts";

const LANDING = "?utm_source=letter&utm_campaign=may&gclid=g1&other=dropped";

test("from an article the landing query and path go along to the start form of the door", async ({ page, server }) => {
  const files: string[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") files.push(new URL(response.url()).pathname);
  });
  await page.goto(paths.article("phantom-pipeline") + LANDING);
  await page.locator("section.last a.btn").click();
  await expect(page).toHaveURL(/\/diagnostic\?/);
  const value = (name: string) => page.locator(`form [name="${name}"]`).inputValue();
  expect(await value("utm_source")).toBe("letter");
  expect(await value("utm_campaign")).toBe("may");
  expect(await value("gclid")).toBe("g1");
  expect(await value("landing_path")).toBe(paths.article("phantom-pipeline"));
  await expect(page.locator('[name="referrer_host"]')).toHaveCount(0);
  expect(page.url()).not.toContain("other");
  expect(new Set(files).size).toBe(1);
  const script = await (await fetch(server.url + files[0])).text();
  expect(script.length).toBeLessThan(1024);
});

test("a worksheet hands its landing on in the same way, and nothing that was typed", async ({ page }) => {
  await page.goto(paths.practiceSheet("handoffs") + LANDING);
  await page.locator('[name="owner-0"]').fill("Ana Reyes");
  await page.locator(".practice__door a").click();
  await expectLoaded(page, /\/diagnostic\?/);
  const hidden = await page
    .locator(`form[action="${paths.start("diagnostic")}"] input[type="hidden"]:not([name="start"])`)
    .evaluateAll((fields) => fields.map((field) => [field.getAttribute("name"), (field as HTMLInputElement).value]));
  expect(Object.fromEntries(hidden)).toEqual({
    utm_source: "letter",
    utm_campaign: "may",
    gclid: "g1",
    landing_path: paths.practiceSheet("handoffs"),
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("an article reads whole, and its door still knows the campaign that led there", async ({ page }) => {
    await page.goto(paths.article("phantom-pipeline") + LANDING);
    await expect(page.locator(".computed").nth(1)).toBeVisible();
    await page.locator("section.last a.btn").click();
    await expect(page).toHaveURL(/\/diagnostic$/);
    expect(await page.locator('[name="landing_path"]').inputValue()).toBe(paths.article("phantom-pipeline"));
    expect(await page.locator('[name="utm_source"]').inputValue()).toBe("letter");
  });

  test("a term leads to its question on the method page and back", async ({ page }) => {
    await page.goto(paths.term("phantom-pipeline"));
    await page.locator(`a[href="${paths.methodItem("P2")}"]`).click();
    const item = page.locator("#question-P2");
    await expect(item).toBeVisible();
    await item.getByRole("link", { name: "phantom pipeline" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Phantom pipeline");
  });
});
