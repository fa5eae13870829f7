import type { ErrorPages } from "./error_pages.ts";
import type { Middleware } from "./handlers.ts";
import type { Frame } from "./render.ts";

// deno-lint-ignore no-explicit-any
export type AnyMiddleware = Middleware<any>;
/** What loads middlewares when a request first needs them. */
export type Load = () => AnyMiddleware[] | Promise<AnyMiddleware[]>;

let nextId = 0;

/** What holds for everything at and below one path or folder. */
export class Scope {
  /** Tells scopes apart in the keys of caches. */
  readonly id = nextId++;
  /** A folder's `_middleware`. */
  middlewares?: Load;
  layout?: () => Frame | Promise<Frame>;
  app?: () => Frame | Promise<Frame>;
  errors: ErrorPages = {};
  #children = new Map<string, Scope>();

  /** The scope of a path below this one, made if there is none. */
  at(segments: string[]): Scope {
    if (segments.length === 0) return this;
    const [first, ...rest] = segments;
    if (!this.#children.has(first)) this.#children.set(first, new Scope());
    return this.#children.get(first)!.at(rest);
  }

  /**
   * This scope and those below it on a path, outermost first.
   *
   * @param asked the path is an address: a parameter's scope stands for any segment
   */
  along(segments: string[], asked = false): Scope[] {
    const found: Scope[] = [this];
    for (const segment of segments) {
      const children = found.at(-1)!.#children;
      const child = children.get(segment) ??
        (asked ? [...children].find(([name]) => PARAMETER.test(name))?.[1] : undefined);
      if (!child) break;
      found.push(child);
    }
    return found;
  }
}

/** A segment of a pattern, or a folder, that takes any segment of an address. */
const PARAMETER = /^:|^\[\w+\]$/;

/**
 * The segments of a path or pattern; "*" and a final "/*" are left out. What may be left out of an
 * address is a segment, too: "/docs{/:version}?" is below "/docs".
 */
export function segmentsOf(path: string): string[] {
  const plain = path.replace(/\/?\*$/, "").replaceAll("{/", "/{");
  return plain.split("/").filter((part) => part !== "");
}

/** The segments of an address, without its escapes: none leads past what holds for a path. */
export function segmentsOfAddress(pathname: string): string[] {
  return segmentsOf(decoded(pathname) ?? pathname);
}

/** Percent-decodes a path; null when it has a malformed escape. */
export function decoded(path: string): string | null {
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
