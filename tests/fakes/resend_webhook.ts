/**
 * Resend's webhooks, signed by the Svix scheme: HMAC-SHA256 over `id.timestamp.body` with the
 * bytes behind `whsec_`, sent as `svix-signature: v1,<base64>`.
 *
 * @module
 */
import type { WebhookEventPayload } from "resend";

/** What happened to a mail. */
export interface WebhookStory {
  readonly type: "email.bounced" | "email.complained" | "email.delivered";
  readonly to: string;
  readonly emailId?: string;
  readonly subject?: string;
  /** `Permanent` is a dead address, `Transient` a full mailbox and the like. */
  readonly bounce?: "Permanent" | "Transient";
}

/** How the notice is sent; for tests of forged, stale and repeated ones. */
export interface WebhookOptions {
  /** The delivery's id: the same again is a repetition. */
  readonly id?: string;
  /** When it was signed, in ms since 1970. */
  readonly at?: number;
  /** Another secret than the right one. */
  readonly secret?: string;
  /** Signatures of other versions or keys, sent beside ours as a rotation does. */
  readonly others?: readonly string[];
}

const encoder = new TextEncoder();

async function sign(secret: string, text: string): Promise<string> {
  const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, "")), (c) => c.charCodeAt(0));
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, encoder.encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
}

function payload(story: WebhookStory, at: number): WebhookEventPayload {
  const created_at = new Date(at).toISOString();
  const data = {
    created_at,
    email_id: story.emailId ?? crypto.randomUUID(),
    message_id: `<${crypto.randomUUID()}@example.org>`,
    from: "Attacca <mail@example.org>",
    to: [story.to],
    subject: story.subject ?? "Your link",
  };
  const { type } = story;
  if (type !== "email.bounced") return { type, created_at, data };
  const kind = story.bounce ?? "Permanent";
  const subType = kind === "Permanent" ? "General" : "MailboxFull";
  return {
    type,
    created_at,
    data: { ...data, bounce: { type: kind, subType, message: "The mailbox does not take it." } },
  };
}

/** The signed request that Resend would send to `url`. */
export async function signWebhook(
  secret: string,
  url: string,
  story: WebhookStory,
  options: WebhookOptions = {},
): Promise<Request> {
  const at = options.at ?? Date.now();
  const id = options.id ?? `msg_${crypto.randomUUID().replaceAll("-", "")}`;
  const timestamp = String(Math.floor(at / 1000));
  const body = JSON.stringify(payload(story, at));
  const signature = await sign(options.secret ?? secret, `${id}.${timestamp}.${body}`);
  return new Request(url, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "user-agent": "Svix-Webhooks/1.66",
      "svix-id": id,
      "svix-timestamp": timestamp,
      "svix-signature": [...(options.others ?? []), `v1,${signature}`].join(" "),
    },
  });
}
