/** Where a person lands who came from nowhere in particular. */
export const HOME = "/scores";

const LONGEST = 2000;

/**
 * The path to go back to after sign-in: `asked` where it is a path of this app,
 * else the library. An address of another host, in whatever disguise
 * (`//host`, `/\host`, control characters), is never one.
 */
export function returnPath(asked: unknown): string {
  if (typeof asked !== "string" || asked.length > LONGEST) return HOME;
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(asked)) return HOME;
  const base = "https://attacca.invalid";
  const url = URL.parse(asked, base);
  if (url === null || url.origin !== base || url.pathname.startsWith("//")) return HOME;
  return url.pathname + url.search + url.hash;
}
