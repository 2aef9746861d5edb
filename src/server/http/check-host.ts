export type HostAnswer = { target: string } | { status: 400 | 421 };

/**
 * Judges whom a request is for (H1). `hostHeaders` are all Host values as sent. An absolute-form target
 * (`GET http://host/path`) must name an allowed host too, and comes back as its path and query.
 */
export function checkHost(
  target: string,
  hostHeaders: readonly string[],
  allowed: readonly string[],
  https: boolean,
): HostAnswer {
  const [host, ...others] = hostHeaders;
  if (host === undefined || others.length > 0) return { status: 400 };
  const isAllowed = (name: string) =>
    allowed.includes(name) || allowed.some((one) => canonical(one, https) === canonical(name, https));
  if (!isAllowed(host)) return { status: 421 };
  const absolute = /^https?:\/\/([^/?#]*)(.*)$/i.exec(target);
  if (!absolute) return { target };
  const [, authority = "", rest = ""] = absolute;
  if (!isAllowed(authority)) return { status: 421 };
  return { target: rest.startsWith("/") ? rest : `/${rest}` };
}

function canonical(host: string, https: boolean): string {
  return host.toLowerCase().replace(https ? /:443$/ : /:80$/, "");
}
