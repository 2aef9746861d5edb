declare namespace App {
  interface Locals {
    app: import("./server/context.ts").App;
    client: { address: string };
    requestId: string;
    failed: (error: unknown) => void;
  }
}
