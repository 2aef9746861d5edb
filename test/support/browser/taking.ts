import { expect, type Page } from "@playwright/test";
import type { InstrumentId } from "#src/names/instruments.ts";
import { paths } from "#src/paths.ts";
import { words } from "#test/support/words.ts";
import { type Answers, promptOf, questionsOf } from "./visitor.ts";

export const heading = (page: Page) => page.getByRole("heading", { level: 1 });

/** The button of one option, "dk" for "Not sure". */
export const option = (page: Page, id: string) => page.locator(`button[name="answer"][value="${id}"]`);

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
  const table = page.getByRole("table", { includeHidden: true }).first();
  const cells = (column: number) => table.locator(`tbody tr > :nth-child(${column})`).allTextContents();
  const [names, scores, statuses] = await Promise.all([cells(1), cells(2), cells(3)]);
  return {
    verdict: (await heading(page).textContent()) ?? "",
    layers: names.map((name, place) => `${name} ${scores[place]} ${statuses[place]}`),
    order: await page.locator(".order h3").allTextContents(),
  };
}
