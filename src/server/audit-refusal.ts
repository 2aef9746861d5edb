import { recordRefusal } from "#src/accounts/record-refusal.ts";

/** Refused authorisation and limits reached go to the audit trail; where that cannot be written, the answer goes out all the same. */
export async function auditRefusal(
  status: number,
  { request, routePattern, locals }: { request: { method: string }; routePattern: string; locals: App.Locals },
): Promise<void> {
  const { app, staff } = locals;
  const kind = status === 429 ? "limit-reached" : status === 403 && staff ? "refused" : null;
  if (kind === null) return;
  const refusal = { kind, staffId: staff?.id ?? null, what: `${request.method} ${routePattern}` } as const;
  await recordRefusal(app, refusal).catch((error: unknown) => app.log.error("refusal-not-recorded", { error }));
}
