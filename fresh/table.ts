import { addRoute, createRouter, findRoute } from "rou3";
import { type Chain, makeChain, type Surroundings, type Use } from "./chain.ts";
import { run } from "./context.ts";
import { type ErrorStatus, HttpError } from "./error.ts";
import { type Endpoint, keep, Leaf } from "./leaf.ts";
import { type AnyMiddleware, Scope, segmentsOf, segmentsOfAddress } from "./scopes.ts";
import type { LiveSnapshot } from "./snapshot.ts";

/** What commands fill: routes, and what is around them. */
export class Table {
  /** By pattern, from code. */
  readonly code = new Scope();
  /** By folder, from files. */
  readonly files = new Scope();
  /** Middlewares from code so far. */
  readonly #uses: PathUse[] = [];
  readonly #router = createRouter<Leaf>();
  readonly #leaves = new Map<string, Leaf>();
  /** Chains for addresses that no route answers, by what is around them; static files by path. */
  readonly #unmatched = new Map<string, Chain | Promise<Chain>>();

  constructor(readonly snapshot: LiveSnapshot) {}

  /** Adds middlewares for all that is at a path and below. */
  use(path: string[], middlewares: AnyMiddleware[]): void {
    this.#uses.push({ path, load: () => middlewares, scopes: () => this.scopes(path) });
  }

  /**
   * Adds what answers a pattern; the first for a method wins.
   *
   * @param folder where its file is, if it has one
   * @param own middlewares of this route alone
   */
  add(
    path: string,
    endpoint: Omit<Endpoint, keyof Surroundings>,
    folder?: string[],
    own?: AnyMiddleware[],
  ): void {
    const plain = path.replace(/\/+/g, "/").replace(/(.)\/$/, "$1").replaceAll("/{/", "{/");
    const pattern = plain.endsWith("/*") ? plain + "*" : plain;
    if (!this.#leaves.has(pattern)) {
      const leaf = new Leaf(plain);
      this.#leaves.set(pattern, leaf);
      addRoute(this.#router, "", pattern, leaf);
    }
    const segments = segmentsOf(path);
    const scopes = () => this.scopes(segments, folder);
    const uses = this.#uses.flatMap((use) =>
      isBelow(segments, use.path) ? use : mayBeBelow(plain, use.path) ? guarded(use, scopes) : []
    );
    const around = this.#around(uses, segments, folder);
    if (own) around.uses.push({ load: () => own, scopes: around.scopes });
    this.#leaves.get(pattern)!.endpoints.push({ ...endpoint, ...around });
  }

  /** The most specific pattern for an address, and its params, still percent-encoded. */
  find(pathname: string): { data: Leaf; params?: Record<string, string> } | undefined {
    return findRoute(this.#router, "", pathname);
  }

  /** Middlewares and error pages for an address that no route answers. */
  unmatched(pathname: string, status: ErrorStatus): Chain | Promise<Chain> {
    const known = status === 404 ? this.#unmatched.get(pathname) : undefined;
    if (known !== undefined) return known;
    const segments = segmentsOfAddress(pathname);
    const uses = this.#uses.filter(({ path }) => isBelow(segments, path));
    const scopes = this.scopes(segments, segments, true);
    const key = `${status} ${scopes.map(({ id }) => id)} ${uses.map(({ path }) => path.join("/"))}`;
    const fail = () => {
      throw new HttpError(status);
    };
    const chain = this.#unmatched.get(key) ??
      keep(this.#unmatched, key, makeChain(this.#around(uses, segments, segments, true), fail));
    // The way to a static file is to be short.
    const ready = status === 404 && !(chain instanceof Promise);
    if (ready && this.snapshot.statics.has(pathname)) this.#unmatched.set(pathname, chain);
    return chain;
  }

  /** What is around a path and, of files, around a folder: outermost first. */
  scopes(path: string[], folder = path, asked = false): Scope[] {
    const files = this.files.along(folder, asked);
    const code = this.code.along(path, asked);
    return Array.from({ length: Math.max(files.length, code.length) }, (_, depth) => [
      code[depth],
      files[depth],
    ]).flat().filter((scope) => scope !== undefined);
  }

  /** What surrounds an answer: middlewares from code and of folders, scopes whenever they come. */
  #around(code: Use[], path: string[], folder = path, asked = false): Surroundings {
    const scopes = () => this.scopes(path, folder, asked);
    const folders = this.files.along(folder, asked).flatMap((scope): Use[] => {
      const { middlewares: load } = scope;
      if (!load) return [];
      const outer = () => scopes().slice(0, scopes().indexOf(scope) + 1);
      return [{ folder: true, load, scopes: outer }];
    });
    return { uses: [...code, ...folders], scopes };
  }
}

/** Middlewares of a path, in code. */
interface PathUse extends Use {
  path: string[];
}

const isBelow = (segments: string[], path: string[]) =>
  path.every((part, i) => segments[i] === part);

/** Whether some addresses of a pattern may be below a path, as of "/:any*" or "/a/:b". */
function mayBeBelow(pattern: string, path: string[]): boolean {
  const parts = pattern.split("/").slice(1);
  const open = parts.findIndex((part) => /[:*({]/.test(part));
  return open >= 0 && isBelow(parts.slice(0, open), path.slice(0, open));
}

/**
 * Middlewares for those of a pattern's addresses that are below their path; what answers their
 * errors is around all of them.
 */
function guarded(use: PathUse, around: () => Scope[]): Use {
  const load = async () =>
    (await use.load()).map((fn): AnyMiddleware => (ctx) =>
      isBelow(segmentsOfAddress(ctx.url.pathname), use.path) ? fn(ctx) : run(ctx)
    );
  return { load, scopes: () => around().filter((scope) => use.scopes().includes(scope)) };
}
