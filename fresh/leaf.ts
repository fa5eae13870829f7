import { answerWith, type AnyRoute, type Chain, makeChain, type Surroundings } from "./chain.ts";
import { MethodNotAllowed } from "./error_pages.ts";

/** One registration: what answers, and what is around it. */
export interface Endpoint extends Surroundings {
  /** The method it takes, "*" for all; null where that is known after loading. */
  method: string | null;
  load: () => AnyRoute | Promise<AnyRoute>;
}

/** Everything registered for one pattern. */
export class Leaf {
  endpoints: Endpoint[] = [];
  #chains = new Map<string, Chain | Promise<Chain>>();
  constructor(readonly pattern: string) {}

  /**
   * What runs for a method: the handler, GET's for HEAD, an OPTIONS answer, or
   * a 405 that says which methods there are.
   */
  chain(method: string): Chain | Promise<Chain> {
    // Only methods that are answered are kept: anything may be asked for.
    return KEPT.has(method)
      ? this.#chains.get(method) ?? keep(this.#chains, method, this.#make(method))
      : this.#make(method);
  }

  async #make(method: string): Promise<Chain> {
    const loaded = await Promise.all(
      this.endpoints.map(async (endpoint) => {
        const route = await endpoint.load();
        return { endpoint, route, methods: methodsOf(endpoint, route) };
      }),
    );
    const has = (name: string) => loaded.find(({ methods }) => methods.includes(name));
    const found = has(method) ?? (method === "HEAD" ? has("GET") : undefined) ?? has("*");
    if (found !== undefined) {
      return await makeChain(found.endpoint, answerWith(found.route, method));
    }
    const allow = new Set(loaded.flatMap(({ methods }) => methods));
    if (allow.has("GET")) allow.add("HEAD");
    const words = [...allow.add("OPTIONS")].join(", ");
    return await makeChain(this.endpoints[0], () => {
      if (method !== "OPTIONS") throw new MethodNotAllowed(words);
      return new Response(null, { status: 204, headers: { allow: words } });
    });
  }
}

const KEPT = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Keeps what is being made, and when it is ready that: no promise is on the way then. */
export function keep<T>(
  map: Map<string, T | Promise<T>>,
  key: string,
  made: Promise<T>,
): Promise<T> {
  map.set(key, made);
  made.then((ready) => map.set(key, ready), () => map.delete(key));
  return made;
}

function methodsOf({ method }: Endpoint, { handler, component }: AnyRoute): string[] {
  if (method !== null) return [method];
  if (typeof handler === "function") return ["*"];
  const named = Object.keys(handler ?? {});
  return component && !named.includes("GET") ? ["GET", ...named] : named;
}
