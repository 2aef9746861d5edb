import { enableCompileCache } from "node:module";
import { join } from "node:path";

// What Node has compiled is kept beside the build, for the next start. The import comes after that and is the only one:
// what an entry imports itself is compiled before its first line, and would run again in a thread that shares a module.
enableCompileCache(join(import.meta.dirname, "compiled"));
const { start } = await import("./serve.ts");
await start(join(import.meta.dirname, ".."));
