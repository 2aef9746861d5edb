import { oncePainted } from "./once-painted.ts";
import { keepInTab, keptInTab } from "./tab-memory.ts";

/** An answer on its way to the server, as `/…/answers` takes it. */
interface PendingAnswer {
  item: string;
  option: string;
  shown: number;
  answered: number;
}

export interface SendQueue {
  add(answer: PendingAnswer): void;
  waiting(): readonly PendingAnswer[];
  /** Resolves when every answer given so far has reached the server. */
  settled(): Promise<void>;
}

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 15_000;

/**
 * Sends answers behind the visitor's back, in order, one request at a time, each once what it led to has been painted. What
 * has not arrived survives a reload of the page; a lost connection is told once and retried until it is back. `gone` is called
 * when the attempt no longer takes answers.
 */
export function sendQueue(url: string, told: (lost: boolean) => void, gone: () => void): SendQueue {
  let pending: PendingAnswer[] = JSON.parse(keptInTab(url) ?? "[]");
  let pause = FIRST_PAUSE;
  let sending = false;
  let idle: (() => void)[] = [];

  const keep = () => keepInTab(url, pending.length > 0 ? JSON.stringify(pending) : null);

  const flush = async () => {
    if (sending) return;
    sending = true;
    while (pending.length > 0) {
      const batch = pending.slice();
      const outcome = await post(url, batch);
      if (outcome === "gone") {
        pending = [];
        keep();
        gone();
        return;
      }
      if (outcome === "lost") {
        told(true);
        await new Promise<void>((resume) => {
          const timer = setTimeout(resume, pause);
          const now = () => {
            clearTimeout(timer);
            resume();
          };
          addEventListener("online", now, { once: true });
        });
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        continue;
      }
      pending = pending.filter((answer) => !batch.includes(answer));
      keep();
      if (pause > FIRST_PAUSE) told(false);
      pause = FIRST_PAUSE;
    }
    sending = false;
    for (const resolve of idle) resolve();
    idle = [];
  };

  void flush();
  // A page that is being left does not come to be painted.
  document.addEventListener("visibilitychange", () => void flush());
  return {
    add(answer) {
      pending.push(answer);
      keep();
      oncePainted(() => void flush());
    },
    waiting: () => pending,
    settled() {
      void flush();
      return pending.length === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve));
    },
  };
}

async function post(url: string, answers: readonly PendingAnswer[]): Promise<"sent" | "lost" | "gone"> {
  try {
    const { ok, status } = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ answers }),
      keepalive: true,
    });
    if (ok) return "sent";
    return status < 500 && status !== 429 && status !== 408 ? "gone" : "lost";
  } catch {
    return "lost";
  }
}
