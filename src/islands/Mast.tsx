import { questionPlace, type TakeView } from "#src/assessments/question-view.ts";
import { Marks } from "./Rail.tsx";

/** The head of a question page: whose it is, how far the visitor has come, and how many questions are left to answer. */
export function Mast({ view, number, left }: { view: TakeView; number: number; left: number }) {
  return (
    <header class="mast">
      <div class="wrap mast__in">
        <a class="brand" href="/" target={view.framed ? "_blank" : undefined} rel="noopener">
          <svg width="16" height="30" viewBox="0 0 16 30" aria-hidden="true">
            <path d={view.mark} fill="currentColor" />
          </svg>
          {view.brand}
        </a>
        <p class="mast__meta num" key={number}>
          {questionPlace(view, number)}
        </p>
      </div>
      {view.over && (
        <p class="wrap ask__over num" key={`over-${number}`}>
          {view.over.replace("{left}", String(left))}
        </p>
      )}
      <div class="wrap ask__bar">
        <Marks number={number} total={view.order.length} />
      </div>
    </header>
  );
}
