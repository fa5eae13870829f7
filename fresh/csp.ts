import { run } from "./context.ts";
import { INNER } from "./inner.ts";
import type { Middleware } from "./handlers.ts";
import { writable } from "./headers.ts";

/** Options of `csp()`. */
export interface CSPOptions {
  /** Only report what the policy would block. */
  reportOnly?: boolean;
  /** Address that reports are sent to. */
  reportTo?: string;
  /** Directives in place of the defaults of the same name, or beside them. */
  csp?: string[];
  /** Allow inline scripts and styles by a nonce of each request. */
  useNonce?: boolean;
}

const DEFAULTS = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

/** Directives that nonces work in (CSP 3, 2.3.1). */
const TAKES_NONCE = /^(default|script|style)-src(-elem)?$/;

/**
 * Sends a Content-Security-Policy with every answer.
 *
 * With `useNonce` each request gets its own nonce: it stands in the policy in
 * place of 'unsafe-inline', whatever kind of answer it is, and on every
 * `<script>` and `<style>` that the page renders, the islands' among them.
 * (`style` attributes take no nonce: name them in `style-src-attr`.)
 *
 * @param options see CSPOptions
 */
export function csp<State>(options: CSPOptions = {}): Middleware<State> {
  const { reportOnly, reportTo, csp: given = [], useNonce } = options;
  const directives = new Map<string, string[]>();
  for (const directive of [...DEFAULTS, ...given]) {
    const [name, ...values] = directive.trim().split(/\s+/);
    if (name !== "") directives.set(name.toLowerCase(), values);
  }
  if (reportTo !== undefined) {
    directives.set("report-to", ["csp-endpoint"]);
    directives.set("report-uri", [reportTo]);
  }
  const header = reportOnly ? "content-security-policy-report-only" : "content-security-policy";
  const policy = write(directives, useNonce === true);

  return async function addCsp(ctx) {
    const nonce = useNonce ? makeNonce() : null;
    if (nonce !== null) ctx[INNER].nonce = nonce;
    const res = writable(await run(ctx));
    const value = nonce === null ? policy : policy.replaceAll(PLACE, nonce);
    res.headers.set(header, value);
    if (reportTo !== undefined) {
      res.headers.set("reporting-endpoints", `csp-endpoint="${reportTo}"`);
    }
    return res;
  };
}

const PLACE = "\0";

function write(directives: Map<string, string[]>, nonces: boolean): string {
  return [...directives].map(([name, values]) => {
    const inline = nonces && TAKES_NONCE.test(name);
    const kept = inline ? values.filter((value) => value !== "'unsafe-inline'") : values;
    // default-src gets one only where it stands in for the other two.
    const adds = inline && name !== "default-src" && !kept.includes("'none'");
    return [name, ...kept, ...(adds ? [`'nonce-${PLACE}'`] : [])].join(" ");
  }).join("; ");
}

function makeNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes));
}
