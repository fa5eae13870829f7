import { z } from "zod";
import { wholeFetch } from "../bounded_fetch.ts";
import type { Config } from "../config.ts";
import { LOOPBACK_HOSTS } from "../loopback.ts";
import { type Finding, note, well, wrong } from "./finding.ts";

const ABOUT = "address";
const PATIENCE_MS = 5_000;
const Health = z.object({ status: z.enum(["pass", "warn", "fail"]) });

/** Whether people who open APP_ORIGIN reach this app, and whether their browsers keep its cookies. */
export async function examineOrigin({ origin, trustedProxies, env }: Config): Promise<Finding[]> {
  const { protocol, hostname } = new URL(origin);
  const cookies = protocol === "https:"
    ? well("cookies", "they are kept for this address alone (__Host-, Secure)")
    : LOOPBACK_HOSTS.test(hostname)
    ? note("cookies", "plain http: good for this machine alone")
    : wrong(
      "cookies",
      `they would travel openly to ${hostname}`,
      "Put TLS before the app, and set APP_ORIGIN to the address with https.",
    );
  const proxies = protocol === "https:" && env === "production" && trustedProxies === 0
    ? [note(
      "proxies",
      "none is believed, so whoever comes through one counts as one client",
      "Where TLS ends before the app, set TRUSTED_PROXIES to how many proxies there are.",
    )]
    : [];
  return [await reach(origin), cookies, ...proxies];
}

async function reach(origin: string): Promise<Finding> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await wholeFetch(`${origin}/health`, { signal, redirect: "manual" });
    const isOurs = response.headers.get("content-type")?.includes("health+json");
    if (!isOurs || !Health.safeParse(await response.json()).success) {
      return wrong(
        ABOUT,
        `something else answers at ${origin}/health`,
        "Does APP_ORIGIN name this app, and does the proxy pass every path on?",
      );
    }
    return response.ok
      ? well(ABOUT, `${origin} leads to an Attacca that is well`)
      : wrong(ABOUT, `${origin} leads to an Attacca without its database`, "See `database` here.");
  } catch {
    return note(
      ABOUT,
      `nobody answers at ${origin}`,
      "Start the app. Where it runs, look at the name (DNS), the proxy, and the certificate.",
    );
  }
}
