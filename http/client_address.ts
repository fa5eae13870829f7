/**
 * Whose request it is, as far as the network tells.
 *
 * @module
 */
import type { Context } from "fresh";
import type { State } from "../define.ts";
import { hashToken } from "../services/identity/token.ts";

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const IPV6 = /^[0-9a-f:.]{2,45}$/i;

/**
 * The client's network: an IPv4 address whole, an IPv6 address by its first 64 bits, of which every
 * client has all the rest (CVE-2026-45364). An IPv4 address written as an IPv6 one is IPv4, in
 * whatever notation, or all of them would be one client (CVE-2026-30827).
 *
 * @param peer who opened the connection
 * @param forwarded `X-Forwarded-For`
 * @param proxies how many proxies are believed: the last so many entries are theirs, and the first
 *   of those names the client. Where it is not an address, or there are fewer, the peer counts.
 */
export function clientNetwork(peer: string, forwarded: string | null, proxies: number): string {
  const entries = forwarded?.split(",") ?? [];
  const named = proxies > 0 ? entries[entries.length - proxies]?.trim() ?? "" : "";
  return network(withoutPort(named)) ?? network(peer) ?? peer;
}

/** What a limit per client is kept by: no address is stored. */
export async function clientKey(ctx: Context<State>): Promise<string> {
  const { remoteAddr } = ctx.info;
  const peer = "hostname" in remoteAddr ? remoteAddr.hostname : remoteAddr.transport;
  const { trustedProxies } = ctx.state.services.config;
  return await hashToken(
    clientNetwork(peer, ctx.req.headers.get("x-forwarded-for"), trustedProxies),
  );
}

/** Some proxies write "192.0.2.1:4711" and "[2001:db8::1]:4711". */
function withoutPort(entry: string): string {
  return /^([\d.]+):\d+$/.exec(entry)?.[1] ?? /^\[([^\]]+)\](?::\d+)?$/.exec(entry)?.[1] ?? entry;
}

function network(address: string): string | null {
  if (IPV4.test(address)) return address;
  const groups = IPV6.test(address) ? sixteens(address) : null;
  if (groups === null) return null;
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    const [high, low] = groups.slice(6);
    return [high >> 8, high & 255, low >> 8, low & 255].join(".");
  }
  return `${groups.slice(0, 4).map((group) => group.toString(16)).join(":")}::/64`;
}

/** The eight groups of an IPv6 address; null where it is none. */
function sixteens(address: string): number[] | null {
  // The parser of URLs knows all notations, and writes one (URL Standard, section 3.5).
  const host = URL.parse(`http://[${address}]`)?.hostname;
  if (host === undefined) return null;
  const [head, tail] = host.slice(1, -1).split("::")
    .map((part) => part.split(":").filter(Boolean).map((group) => parseInt(group, 16)));
  if (tail === undefined) return head;
  return [...head, ...Array(8 - head.length - tail.length).fill(0), ...tail];
}
