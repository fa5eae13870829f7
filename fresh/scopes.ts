import type { ErrorPages } from "./error_pages.ts";
import type { MiddlewareFn } from "./handlers.ts";
import type { Frame } from "./render.ts";

// deno-lint-ignore no-explicit-any
export type AnyMiddleware = MiddlewareFn<any>;

let nextId = 0;

/** What holds for everything at and below one path or folder. */
export class Scope {
  /** Tells scopes apart in the keys of caches. */
  readonly id = nextId++;
  /** Middlewares of this place, loaded when first needed. */
  middlewares: (() => AnyMiddleware[] | Promise<AnyMiddleware[]>)[] = [];
  layout?: () => Frame | Promise<Frame>;
  app?: () => Frame | Promise<Frame>;
  errors: ErrorPages = {};
  #children = new Map<string, Scope>();

  /** The scope of a path below this one, made if there is none. */
  at(segments: string[]): Scope {
    if (segments.length === 0) return this;
    const [first, ...rest] = segments;
    let child = this.#children.get(first);
    if (!child) this.#children.set(first, child = new Scope());
    return child.at(rest);
  }

  /** This scope and those below it on a path, by their very names. */
  along(segments: string[]): Scope[] {
    const found: Scope[] = [this];
    for (const segment of segments) {
      const child = found.at(-1)!.#children.get(segment);
      if (!child) break;
      found.push(child);
    }
    return found;
  }

  /** As `along`, for an address: a parameter's scope stands for any segment. */
  matching(segments: string[]): Scope[] {
    const found: Scope[] = [this];
    for (const segment of segments) {
      const scope = found.at(-1)!;
      const child = scope.#children.get(segment) ?? scope.#parameter();
      if (!child) break;
      found.push(child);
    }
    return found;
  }

  #parameter(): Scope | undefined {
    for (const [name, child] of this.#children) {
      if (name.startsWith(":") || /^\[\w+\]$/.test(name)) return child;
    }
  }
}

/** The segments of a path or pattern; "*" and a final "/*" are left out. */
export function segmentsOf(path: string): string[] {
  return path.replace(/\/?\*$/, "").split("/").filter((part) => part !== "");
}
