/**
 * What Resend tells us of mails that it sent: signed after the Svix scheme
 * (https://docs.svix.com/receiving/verifying-payloads/how-manual).
 *
 * @module
 */
import { z } from "zod";
import type { Store } from "../../store/store.ts";
import { logInfo } from "../log.ts";
import { Problem } from "../problem.ts";
import type { World } from "../world.ts";

/** How far the sender's clock may be from ours. */
const SKEW_MS = 5 * 60_000;

const Story = z.object({
  type: z.string(),
  data: z.object({
    to: z.array(z.string().max(320)).max(50).optional(),
    bounce: z.object({ type: z.string() }).optional(),
  }),
});

/** The headers that sign a notice. */
export interface WebhookHeaders {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
}

/** Takes notices of Resend. @param secret `whsec_…`; null where it is not set up */
export function createMailWebhook(store: Store, secret: string | null, world: World) {
  return {
    /**
     * Puts dead addresses and those of people who complained on the list that no
     * mail goes to. The same notice twice is one.
     *
     * @throws {Problem} `nothing_here` where it is not set up, `webhook_unsigned` where
     *   the signature is not Resend's or is older than five minutes, `webhook_invalid`
     */
    async receive(body: string, headers: WebhookHeaders): Promise<void> {
      if (secret === null) throw new Problem("nothing_here");
      if (!(await isSigned(secret, body, headers, world.now()))) {
        throw new Problem("webhook_unsigned");
      }
      const { type, data } = parse(body);
      const reason = type === "email.complained"
        ? "complained" as const
        : type === "email.bounced" && data.bounce?.type === "Permanent"
        ? "bounced" as const
        : null;
      if (reason === null) return;
      for (const address of data.to ?? []) {
        await store.suppressions.add(address, { reason, at: world.now() });
      }
      logInfo("address_suppressed", { reason });
    },
  };
}

function parse(body: string): z.infer<typeof Story> {
  try {
    return Story.parse(JSON.parse(body));
  } catch {
    throw new Problem("webhook_invalid");
  }
}

/** One of the signatures is ours; others may stand beside it while a secret is changed. */
async function isSigned(
  secret: string,
  body: string,
  { id, timestamp, signature }: WebhookHeaders,
  now: number,
): Promise<boolean> {
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp) * 1000) > SKEW_MS) {
    return false;
  }
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", secretBytes(secret), algorithm, false, [
    "verify",
  ]);
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const candidate of signature.split(" ").slice(0, 10)) {
    const match = /^v1,([A-Za-z0-9+/]{43}=)$/.exec(candidate);
    if (match && await crypto.subtle.verify("HMAC", key, bytesOf(match[1]), signed)) return true;
  }
  return false;
}

const secretBytes = (secret: string) => bytesOf(secret.replace(/^whsec_/, ""));
const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
