import type { TakeView } from "#src/assessments/question-view.ts";
import { BOB } from "#src/marks.ts";

const TOP = 30;
const DEPTH = 92;

/** The section drawing beside the question: the bob hangs as deep as the answers have come. */
export function Rail({ view, number }: { view: TakeView; number: number }) {
  const current = view.order[number - 1]?.layer;
  const above = view.layers.findIndex(({ id }) => id === current);
  const inLayer = view.order.filter(({ layer }) => layer === current);
  const place = inLayer.findIndex(({ id }) => id === view.order[number - 1]?.id) + 1;
  const tip = Math.max(44, TOP + DEPTH * (above < 0 ? 0 : above + place / inLayer.length));
  return (
    <div class="ask__rail">
      <svg width="288" height="530" aria-hidden="true">
        {view.layers.map(({ id, name }, index) => {
          const y = TOP + index * DEPTH;
          return (
            <g key={id}>
              <rect class="rail__s" x=".5" y={y + 0.5} width="96" height={DEPTH} />
              <rect x="1" y={y + 1} width="95" height={DEPTH - 1} fill={`url(#h${index + 1})`} />
              <text class={id === current ? "rail__t rail__t--now" : "rail__t"} x="116" y={y + 50}>
                {name}
              </text>
            </g>
          );
        })}
        <line class="rail__left" x1="48" x2="48" y1={TOP} y2="490" stroke-dasharray="2 5" />
        <line class="rail__line" x1="48" x2="48" y1="0" y2={tip - 36} stroke-width="2" />
        <path class="bob" d={BOB} transform={`translate(36 ${tip - 42})`} />
        <line class="rail__line" x1="38" x2="58" y1="1" y2="1" stroke-width="2" />
      </svg>
    </div>
  );
}

/** The narrow screen's version of the rail: one mark a question, drawn as the dashes of two lines. */
export function Marks({ number, total }: { number: number; total: number }) {
  const step = 100 / total;
  const gap = total > 15 ? 0.5 : 1;
  const dashes = { y1: 4, y2: 4, "stroke-width": 4, "stroke-dasharray": `${1 - gap / step} ${gap / step}` };
  const before = number - 1;
  return (
    <svg width="100%" height="8" aria-hidden="true">
      <line class="prog__todo" x2="100%" pathLength={total} {...dashes} />
      {before > 0 && <line class="prog__done" x2={`${before * step}%`} pathLength={before} {...dashes} />}
      <rect class="prog__now" x={`${before * step}%`} width={`${step - gap}%`} height="8" />
    </svg>
  );
}
