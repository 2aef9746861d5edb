import { ConnectionPool } from "@libsql/client/sqlite3";
import { latest } from "#src/lru.ts";
import { memoised } from "#src/memoised.ts";

/** More than the pages ask; what a list of any length is asked with comes and goes. */
const MOST = 300;

type Connection = ReturnType<ConnectionPool["acquireSync"]>;
type Statement = ReturnType<Connection["prepare"]>;

/** Statements whose columns no migration changes while they are kept: all that drizzle writes name theirs. */
const isKept = (sql: string) => /^\s*(select|with|insert|update|delete|begin|commit)\b/i.test(sql);

/**
 * The connections of an embedded file, each with the statements that it has prepared: preparing one takes longer than
 * asking it. They go with their connection, and SQLite prepares one again where the schema has changed under it.
 */
export class KeptStatements extends ConnectionPool {
  override acquireSync(forTransaction?: boolean): Connection {
    return keeping(super.acquireSync(forTransaction));
  }
}

const keeping = memoised((connection: Connection): Connection => {
  const kept = latest<Statement>(MOST);
  const prepare = connection.prepare.bind(connection);
  const keep = (sql: string) => {
    const statement: Statement = prepare(sql);
    const columns = statement.columns.bind(statement);
    statement.columns = once(columns);
    // The driver asks for rows of this kind each time, and learns by an error that a statement gives none.
    statement.raw = once(statement.raw.bind(statement));
    statement.safeIntegers = once(statement.safeIntegers.bind(statement));
    statement.all = asMany(statement.all.bind(statement));
    statement.run = asMany(statement.run.bind(statement));
    kept.set(sql, statement);
    return statement;
  };
  return Object.assign(connection, {
    prepare: (sql: string) => (isKept(sql) ? (kept.get(sql) ?? keep(sql)) : prepare(sql)),
  });
});

/** What it gave or threw the first time, each time. */
function once<T, A extends unknown[]>(ask: (...given: A) => T): (...given: A) => T {
  let first: (() => T) | undefined;
  return (...given) => {
    if (first) return first();
    try {
      const gave = ask(...given);
      first = () => gave;
      return gave;
    } catch (error) {
      first = () => {
        throw error;
      };
      throw error;
    }
  };
}

/** A value that a later asker leaves out would be the one before's: SQLite keeps what was bound. */
function asMany<T>(ask: (values: object) => T): (values: object) => T {
  let many: number | undefined;
  return (values) => {
    const given = Object.keys(values).length;
    many ??= given;
    if (given !== many) throw new RangeError(`A statement takes ${many} values and was given ${given}.`);
    return ask(values);
  };
}
