/// <reference lib="webworker" />
// Asks for /health every 50 ms, in a thread of its own: whoever makes files of 600 MB cannot keep time.
// Told an address and a process, and then what is going on; answers "over" with the longest answer so far.

const EVERY_MS = 50;
const scope = self as unknown as DedicatedWorkerGlobalScope;
const worst = { said: "", ms: 0, raw: 0, answers: 0, failed: 0 };
let doing = "";
let woken = performance.now();

/**
 * How long the thread that answers has waited for a processor, in milliseconds (Linux, proc(5):
 * schedstat): what others on the machine take is none of the app's doing.
 */
async function waited(pid: number): Promise<number> {
  const [, waiting] = (await Deno.readTextFile(`/proc/${pid}/task/${pid}/schedstat`)).split(" ");
  return Number(waiting) / 1e6;
}

async function ask(origin: string, pid: number): Promise<void> {
  const start = performance.now();
  const what = doing;
  const before = await waited(pid);
  const asked = performance.now();
  const answer = await fetch(`${origin}/health`);
  await answer.body?.cancel();
  const raw = performance.now() - asked;
  const ms = raw - (await waited(pid) - before);
  worst.answers++;
  if (!answer.ok) worst.failed++;
  // Where this thread itself was woken late, nothing can be said.
  if (start - woken < 2 * EVERY_MS && ms > worst.ms) Object.assign(worst, { said: what, ms, raw });
  woken = start;
}

scope.onmessage = async ({ data }) => {
  if (typeof data === "string") {
    if (data === "over") scope.postMessage(worst);
    doing = data;
    return;
  }
  while (true) {
    await ask(data.origin, data.pid);
    await new Promise((later) => setTimeout(later, EVERY_MS));
  }
};
