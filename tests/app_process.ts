/**
 * The app as a process of its own, started from what `deno task build` wrote.
 *
 * @module
 */

/** As docs/deploy.md has systemd do it: so long to end, then it is killed. */
const PATIENCE_MS = 15_000;

/** A running `serve.ts` with a database of its own. */
export class AppProcess implements AsyncDisposable {
  private constructor(
    readonly origin: string,
    /** The database's file. */
    readonly database: string,
    private readonly child: Deno.ChildProcess,
    private readonly folder: string,
  ) {}

  get pid(): number {
    return this.child.pid;
  }

  /** Starts the app on a free port and waits for the line that says where it is. */
  static async start(env: Record<string, string> = {}): Promise<AppProcess> {
    const folder = await Deno.makeTempDir();
    const database = `${folder}/app.db`;
    const port = freePort();
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "serve.ts"],
      env: {
        PORT: String(port),
        DENO_KV_PATH: database,
        SESSION_KEYS: `test:${"A".repeat(43)}`,
        ...env,
      },
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    await started(child.stdout);
    return new AppProcess(`http://localhost:${port}`, database, child, folder);
  }

  /** Signs in by mailed link; gives the cookie. */
  async signIn(email: string): Promise<string> {
    const post = (path: string, fields: Record<string, string>) =>
      fetch(this.origin + path, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { origin: this.origin },
        redirect: "manual",
      });
    await (await post("/signin", { email })).body?.cancel();
    for (let tries = 0; tries < 100; tries++) {
      const mails = await fetch(`${this.origin}/dev/mailbox`, {
        headers: { accept: "application/json" },
      });
      const mail = (await mails.json()).find(({ to }: { to: string }) => to === email);
      if (mail !== undefined) {
        const answer = await post("/signin/link", { token: /token=([\w-]+)/.exec(mail.text)![1] });
        await answer.body?.cancel();
        return answer.headers.getSetCookie()[0].split(";")[0];
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("Cannot sign in: no mail came");
  }

  /** Ends it as an operator would; gives its exit code. */
  async stop(signal: Deno.Signal = "SIGINT"): Promise<number> {
    this.#send(signal);
    // Deno 2.9.6 was seen to wait for ever for the export of its last spans, all of the app being over.
    const timer = setTimeout(() => this.#send("SIGKILL"), PATIENCE_MS);
    const { code } = await this.child.status;
    clearTimeout(timer);
    return code;
  }

  #send(signal: Deno.Signal): void {
    try {
      this.child.kill(signal);
    } catch {
      // It has ended by itself.
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await Deno.remove(this.folder, { recursive: true });
  }
}

function freePort(): number {
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  return listener.addr.port;
}

/** Reads on in the background, for a full pipe would stop the app. */
async function started(stdout: ReadableStream<Uint8Array>): Promise<void> {
  const decoder = new TextDecoder();
  let text = "";
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  (async () => {
    for await (const part of stdout) {
      text += decoder.decode(part, { stream: true });
      if (text.includes("Attacca is at ")) resolve();
    }
    reject(new Error(`Cannot start the app: ${text}`));
  })();
  await promise;
}
