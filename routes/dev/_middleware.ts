import { define } from "../../define.ts";
import { Problem } from "../../services/problem.ts";

const LOOPBACK_HOSTS = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const LOOPBACK_PEERS = /^(::ffff:)?127\.|^::1$/;

/**
 * The mailbox holds links that sign in, so only this very machine sees it: the
 * peer and the host it asks for must both be loopback, or nothing is here.
 */
export default define.middleware((ctx) => {
  const peer = ctx.info.remoteAddr;
  const local = "hostname" in peer && LOOPBACK_PEERS.test(peer.hostname) &&
    LOOPBACK_HOSTS.test(ctx.url.hostname);
  if (!local || ctx.state.services.mailbox === null) throw new Problem("nothing_here");
  return ctx.next();
});
