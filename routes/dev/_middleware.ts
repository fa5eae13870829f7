import { define } from "../../define.ts";
import { LOOPBACK_HOSTS } from "../../services/loopback.ts";
import { Problem } from "../../services/problem.ts";

const LOOPBACK_PEERS = /^(::ffff:)?127\.|^::1$/;

/** Headers by which a proxy says for whom it asks: then the peer is not this machine's person. */
const PROXIED = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];

/**
 * The mailbox holds links that sign in, so only this very machine sees it: the
 * peer, the host it asks for, and the app's own address must all be loopback, with no
 * proxy between, or nothing is here.
 */
export default define.middleware((ctx) => {
  const peer = ctx.info.remoteAddr;
  const local = "hostname" in peer && LOOPBACK_PEERS.test(peer.hostname) &&
    LOOPBACK_HOSTS.test(ctx.url.hostname) &&
    LOOPBACK_HOSTS.test(new URL(ctx.state.services.config.origin).hostname) &&
    !PROXIED.some((header) => ctx.req.headers.has(header));
  if (!local || ctx.state.services.mailbox === null) throw new Problem("nothing_here");
  return ctx.next();
});
