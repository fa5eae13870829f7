import { LOOPBACK_HOSTS } from "../services/loopback.ts";

/**
 * Whether a form may come from `origin`: the app's own, and in development what this machine
 * is called besides. What a request says of its host is believed for nothing else, or another
 * site could lead its own name here (DNS rebinding).
 *
 * @param asked the address that was asked for
 */
export function isOwnOrigin(
  origin: string,
  asked: URL,
  config: { readonly env: string; readonly origin: string },
): boolean {
  if (origin === config.origin) return true;
  return config.env === "development" && LOOPBACK_HOSTS.test(asked.hostname) &&
    origin === asked.origin;
}
