/**
 * A person at a browser without JavaScript: keeps cookies, follows no redirect
 * unasked, and sends the headers that a browser sends with a form.
 *
 * @module
 */
import type { Mail } from "../store/mailbox.ts";
import type { Services } from "../services/services.ts";

/** An answer with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly location: string;
}

export class Visitor {
  readonly #cookies = new Map<string, string>();

  constructor(readonly origin: string, readonly services: Services) {}

  /** The `Cookie` header that goes with every request. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (this.#cookies.size > 0) headers.set("cookie", this.cookie);
    const url = new URL(path, this.origin);
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (value === "") this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const bytes = await response.bytes();
    return {
      status: response.status,
      headers: response.headers,
      text: new TextDecoder().decode(bytes),
      bytes,
      location: response.headers.get("location") ?? "",
    };
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.fetch(path, { headers });
  }

  /** Sends a form, as the page's own origin. */
  post(path: string, fields: Record<string, string>): Promise<Answer> {
    return this.fetch(path, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { origin: this.origin },
    });
  }

  /** Brings files in, as the plain form does or as a program that wants JSON. */
  upload(files: File[], options: { json?: boolean } = {}): Promise<Answer> {
    const form = new FormData();
    for (const file of files) form.append("file", file);
    const headers = new Headers({ origin: this.origin });
    if (options.json) headers.set("accept", "application/json");
    return this.fetch("/scores", { method: "POST", body: form, headers });
  }

  /** Brings one score in and waits until it has been read; gives its id. */
  async add(file: File): Promise<string> {
    const answer = await this.upload([file], { json: true });
    await this.services.jobs.drained();
    return JSON.parse(answer.text).scores[0].id;
  }

  /** The mails in the mailbox page, newest first. */
  async mails(): Promise<Mail[]> {
    await this.services.jobs.drained();
    const answer = await this.get("/dev/mailbox", { accept: "application/json" });
    return JSON.parse(answer.text);
  }

  /** Asks for a mail and gives the link's token and the digits in it. */
  async askForMail(email: string, returnTo?: string): Promise<{ token: string; code: string }> {
    await this.post("/signin", { email, ...(returnTo === undefined ? {} : { returnTo }) });
    const mail = (await this.mails()).find(({ to }) => to === email)!;
    const link = /https?:\S+\/signin\/link\?token=[\w-]+/.exec(mail.text)![0];
    const [, first, last] = /^(\d{3}) (\d{3})$/m.exec(mail.text)!;
    return { token: new URL(link).searchParams.get("token")!, code: first + last };
  }

  /** Asks for a link and gives its token, as the mail brings it. */
  async askForLink(email: string, returnTo?: string): Promise<string> {
    return (await this.askForMail(email, returnTo)).token;
  }

  /** Signs in by mailed link. */
  async signIn(email = "clara@example.org"): Promise<Visitor> {
    await this.post("/signin/link", { token: await this.askForLink(email) });
    return this;
  }
}
