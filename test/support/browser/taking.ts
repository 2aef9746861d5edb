import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type { InstrumentId } from "#src/names/instruments.ts";
import { paths } from "#src/paths.ts";
import { asked } from "#test/support/factories.ts";
import { words } from "#test/support/words.ts";
import { type Answers, promptOf, questionsOf } from "./visitor.ts";

export const heading = (page: Page) => page.getByRole("heading", { level: 1 });

/**
 * Waits until the page at this address is whole and its modules have run. Its address is known, and its first words can be
 * read, before that.
 */
export async function expectLoaded(page: Page, address: string | RegExp | ((url: URL) => boolean)): Promise<void> {
  await expect(page).toHaveURL(address);
  await page.waitForLoadState();
}

/** The HTML of the page, all of it: what is not there yet is not missing. */
export async function wholeHtml(page: Page): Promise<string> {
  await page.waitForLoadState();
  return page.content();
}

/** The question on the page, once it has been painted. */
export const CURRENT = "form:not([inert])";

/** The next question, laid out where nobody meets it. */
export const READY = ".ask__body--ahead";

/** The button of one option of the question on the page, "dk" for "Not sure". */
export const option = (page: Page, id: string) => page.locator(`${CURRENT} button[name="answer"][value="${id}"]`);

/** Waits until this question is the one on the page. */
export async function expectQuestion(page: Page, id: string): Promise<void> {
  await expect(heading(page)).toHaveText(promptOf(id));
}

/** Opens the start page and presses Start; the first question is then on the page. */
export async function begin(page: Page, instrument: InstrumentId): Promise<void> {
  await page.goto(paths.start(instrument));
  await page.getByRole("button", { name: words.pages.start.button, exact: true }).click();
  await expectQuestion(page, questionsOf(instrument)[0] ?? "");
}

/** One tap on each of these questions, in the order in which they come. */
export async function tap(page: Page, ids: readonly string[], answers: Answers): Promise<void> {
  for (const id of ids) {
    await expectQuestion(page, id);
    await option(page, answers[id] ?? "").click();
  }
}

/** Waits until the island has taken the page over. */
export async function scriptIsRunning(page: Page): Promise<void> {
  await expect(page.locator("#sitting[data-live]")).toBeAttached();
}

/** The number in the address of a question page. */
export const questionNumber = (page: Page) => Number(new URL(page.url()).pathname.split("/").at(3));

/** The reference in the address of a question or result page. */
export const referenceIn = (page: Page) => new URL(page.url()).pathname.split("/").at(2) ?? "";

/** Opens one of the parts that a result page folds. */
export const unfold = (page: Page, id: string) => page.locator(`#${id} > summary`).click();

/** What a result page says in numbers and names. */
export async function readResult(page: Page) {
  await page.waitForLoadState();
  const table = page.getByRole("table", { includeHidden: true }).first();
  const cells = (column: number) => table.locator(`tbody tr:has(th) > :nth-child(${column})`).allTextContents();
  const [names, scores, statuses] = await Promise.all([cells(1), cells(2), cells(3)]);
  return {
    verdict: (await heading(page).textContent()) ?? "",
    layers: names.map((name, place) => `${name} ${scores[place]} ${statuses[place]}`),
    order: await page.locator(".order h3").allTextContents(),
  };
}

export const mailForm = (page: Page): Locator => page.locator("#mail");

/** Fills the form on the result page in and sends it. */
export async function askForReport(page: Page, address: string): Promise<void> {
  await mailForm(page).getByLabel(words.pages.mail.address).fill(address);
  await mailForm(page).getByRole("button", { name: words.pages.mail.button }).click();
}

/** What `readResult` reads of the method's two examples. */
export const E1 = {
  verdict: "No system yet. Build it in order, on paper.",
  layers: [
    "Revenue Visibility 13 Missing",
    "Pipeline Integrity 0 Missing to Weak",
    "Velocity and Flow 13 Missing",
    "Learning Loops 25 Failing",
    "System Resilience 13 Missing",
  ],
  order: ["Revenue Visibility", "Pipeline Integrity", "Velocity and Flow", "System Resilience", "Learning Loops"],
};
export const E2 = {
  verdict: "You have a tool, not yet a system.",
  layers: [
    "Revenue Visibility 40 Failing",
    "Pipeline Integrity 15 Missing",
    "Velocity and Flow 30 Failing",
    "Learning Loops 35 Failing",
    "System Resilience 40 Failing",
  ],
  order: ["Pipeline Integrity", "Velocity and Flow", "Learning Loops", "Revenue Visibility", "System Resilience"],
};

/** Answers to the four questions that are asked after the check page. */
export const OPTIONAL = { c_trigger: "forecast", c_team: "5-50", c_role: "founder", c_market: "b2b" };

/** Two answers, one step back by the link, and forward again. */
export async function back({ page }: { page: Page }): Promise<void> {
  await begin(page, "snapshot");
  await tap(page, ["c_tool", "V1"], { c_tool: "sheet", V1: "b" });
  await expectQuestion(page, asked("V2"));

  await page.getByRole("link", { name: "Back", exact: true }).click();
  await expectQuestion(page, "V1");
  await expect(option(page, "b")).toContainText("Your last answer");
  await page.goBack();
  await expectQuestion(page, asked("V2"));
}
