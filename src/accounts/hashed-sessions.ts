import type { DBAdapter, DBAdapterInstance } from "better-auth";
import { hashOfToken } from "#src/tokens.ts";

type Where = { field: string; value: unknown };

/**
 * An adapter under which sessions are kept with a hash in place of the token that a cookie carries, while the library above it sees the token
 * that it asked with. Sessions found in another way than by their token carry the hash, which opens nothing.
 */
export function withHashedSessions(make: DBAdapterInstance): DBAdapterInstance {
  return (options) => hashing(make(options));
}

function hashing(inner: DBAdapter): DBAdapter {
  const hashed = <T extends { model: string; where?: Where[] | undefined }>(query: T): T =>
    query.model === "session" ? { ...query, where: query.where?.map(hashedWhere) } : query;
  const asked = ({ model, where }: { model: string; where?: Where[] | undefined }) =>
    model === "session" ? where?.find(({ field, value }) => field === "token" && typeof value === "string") : undefined;
  const restored = <T>(found: T, token: unknown): T =>
    found && token !== undefined && "token" in (found as object) ? { ...found, token } : found;

  const adapter = {
    ...inner,
    create: async (query: Parameters<DBAdapter["create"]>[0]) => {
      const { token } = query.data as { token?: string };
      if (query.model !== "session" || token === undefined) return inner.create(query);
      return restored(await inner.create({ ...query, data: { ...query.data, token: hashOfToken(token) } }), token);
    },
    findOne: async (query: Parameters<DBAdapter["findOne"]>[0]) =>
      restored(await inner.findOne(hashed(query)), asked(query)?.value),
    findMany: (query: Parameters<DBAdapter["findMany"]>[0]) => inner.findMany(hashed(query)),
    count: (query: Parameters<DBAdapter["count"]>[0]) => inner.count(hashed(query)),
    update: async (query: Parameters<DBAdapter["update"]>[0]) =>
      restored(await inner.update(hashed(query)), asked(query)?.value),
    updateMany: (query: Parameters<DBAdapter["updateMany"]>[0]) => inner.updateMany(hashed(query)),
    delete: (query: Parameters<DBAdapter["delete"]>[0]) => inner.delete(hashed(query)),
    deleteMany: (query: Parameters<DBAdapter["deleteMany"]>[0]) => inner.deleteMany(hashed(query)),
    consumeOne: (query: Parameters<DBAdapter["consumeOne"]>[0]) => inner.consumeOne(hashed(query)),
    incrementOne: (query: Parameters<DBAdapter["incrementOne"]>[0]) => inner.incrementOne(hashed(query)),
    transaction: (work: (adapter: DBAdapter) => unknown) => work(adapter as unknown as DBAdapter),
  };
  return adapter as unknown as DBAdapter;
}

function hashedWhere<T extends Where>(where: T): T {
  const { field, value } = where;
  if (field !== "token") return where;
  const each = (one: unknown) => (typeof one === "string" ? hashOfToken(one) : one);
  return { ...where, value: Array.isArray(value) ? value.map(each) : each(value) };
}
