import { createHmac, timingSafeEqual } from "node:crypto";

export interface FormTimes {
  /** A signed time for one rendered form. */
  issue(): string;
  /** The time of a form that is shown again: its own, so that waiting helps, unless that is too old. */
  renew(token: string | undefined): string;
  /** "ok", or why the form is shown again. A forged or missing time counts as too old. */
  judge(token: string | undefined): "ok" | "too-fast" | "too-old";
}

/** Signed times of forms that a person fills in: a program is faster, a stale copy is older (security, Abuse). */
export function formTimes(
  secret: string,
  clock: () => number,
  limits: { formMinSeconds: number; formMaxHours: number },
): FormTimes {
  const sign = (time: string) => createHmac("sha256", secret).update(`form-time/${time}`).digest("base64url");
  const times: FormTimes = {
    issue() {
      const time = clock().toString(36);
      return `${time}.${sign(time)}`;
    },
    renew: (token) => (token && times.judge(token) !== "too-old" ? token : times.issue()),
    judge(token) {
      const [time = "", signature = ""] = token?.split(".") ?? [];
      const expected = Buffer.from(sign(time));
      const given = Buffer.from(signature);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return "too-old";
      const age = clock() - Number.parseInt(time, 36);
      if (age < limits.formMinSeconds * 1000) return "too-fast";
      return age > limits.formMaxHours * 3_600_000 ? "too-old" : "ok";
    },
  };
  return times;
}
