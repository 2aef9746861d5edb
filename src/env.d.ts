declare namespace App {
  interface Locals {
    app: import("#src/server/context.ts").App;
    client: { address: string };
    requestId: string;
    failed: (error: unknown) => void;
    /** What has been answered before a layout, null where one is needed, and at which route. */
    read?: { routePattern: string; answer: import("#src/forms/pages/answer.ts").Answer | null };
    /** What the page that is laid out is made of, where that was read before it; see `server/read-first.ts`. */
    page?: import("#src/forms/pages/asked.ts").Page | undefined;
    /** Who of staff asks, once the middleware has checked the session and the second step; undefined for everybody else. */
    staff?: import("#src/accounts/staff.ts").Staff;
    /** Who has given the right password and has no second step yet: only the page that sets it up may look at this. */
    enrolling?: import("#src/accounts/staff.ts").Staff;
    /** The session of `staff` or `enrolling`. */
    sessionId?: string;
    /** Whose mailbox's page this is, once the middleware has checked the founder's session. */
    founder?: import("#src/progress/sign-in/founder.ts").Founder;
  }
}
