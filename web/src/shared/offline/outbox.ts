/**
 * What a person did while the network was away (or before its answer came) waits here, in order, and is sent
 * once: by the `online` event, when the page is seen again, each half minute, and at once after each act.
 *
 * The API takes the same id or key once, so that sending again after silence is safe. What it refuses stays
 * here with its reason until a person decides; silence and 5xx wait.
 */
import { fetchWithPatience } from "../api/client";
import { problemOf, asProblem, type Problem } from "../api/problem";
import { openStore, type Waiting } from "./store";

const EVERY_MS = 30_000;
const LOCK = "imbuto-outbox";

export type Outcome = { act: Waiting; answer: unknown } | { act: Waiting; problem: Problem };
type Listener = (outcome: Outcome | null) => void;

export class Outbox {
  private readonly listeners = new Set<Listener>();

  constructor(
    private readonly door: string,
    private readonly principal: string,
  ) {}

  /** Told of each change; with an outcome when the API answered. Returns how to stop listening. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Keeps the act on the device first, then tries to send all that waits. */
  async put(act: Pick<Waiting, "about" | "kind" | "method" | "path" | "body">): Promise<void> {
    const store = await openStore(this.door);
    await store.add("waiting", {
      ...act, key: crypto.randomUUID(), madeAt: new Date().toISOString(), principal: this.principal, state: "waiting",
    });
    this.tell(null);
    void this.send();
  }

  async all(): Promise<Waiting[]> {
    const store = await openStore(this.door);
    return (await store.getAll("waiting")).filter((act) => act.principal === this.principal);
  }

  /** A person decided that a refused act is not to be done. */
  async drop(sequence: number): Promise<void> {
    await (await openStore(this.door)).delete("waiting", sequence);
    this.tell(null);
  }

  /** A person mended a refused act: it is another content, so it gets another key. */
  async mend(sequence: number, body: unknown): Promise<void> {
    const store = await openStore(this.door);
    const act = await store.get("waiting", sequence);
    if (!act) return;
    const { refusal: _refusal, ...kept } = act;
    await store.put("waiting", { ...kept, body, key: crypto.randomUUID(), state: "waiting" });
    this.tell(null);
    void this.send();
  }

  /** Sends what waits, one after the other; only one window at a time. Stops at the first silence. */
  async send(): Promise<void> {
    await exclusively(async () => {
      for (const act of await this.all()) {
        if (act.state !== "waiting") continue;
        if (!(await this.sendOne(act))) return;
      }
    });
  }

  /** Tries again by itself until it is stopped. Returns how to stop it. */
  start(): () => void {
    const now = () => void this.send();
    const seen = () => document.visibilityState === "visible" && now();
    const timer = setInterval(now, EVERY_MS);
    addEventListener("online", now);
    document.addEventListener("visibilitychange", seen);
    now();
    return () => {
      clearInterval(timer);
      removeEventListener("online", now);
      document.removeEventListener("visibilitychange", seen);
    };
  }

  /** Whether to go on with the next act. */
  private async sendOne(act: Waiting): Promise<boolean> {
    try {
      const answer = await request(act);
      await (await openStore(this.door)).delete("waiting", act.sequence as number);
      this.tell({ act, answer });
      return true;
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.kind !== "refused" && problem.kind !== "forbidden") return false;
      await this.keepRefused(act, problem);
      this.tell({ act, problem });
      return true;
    }
  }

  private async keepRefused(act: Waiting, problem: Problem): Promise<void> {
    const { status, type, message: sentence, remedy, details } = problem;
    const refusal = { status, type, sentence, remedy, details };
    await (await openStore(this.door)).put("waiting", { ...act, state: "refused", refusal });
  }

  private tell(outcome: Outcome | null): void {
    for (const listener of this.listeners) listener(outcome);
  }
}

async function request(act: Waiting): Promise<unknown> {
  const response = await fetchWithPatience(
    new Request(new URL(act.path, location.origin), {
      method: act.method,
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "Idempotency-Key": act.key },
      body: JSON.stringify(act.body),
    }),
  );
  if (!response.ok) throw await problemOf(response);
  return response.status === 204 ? undefined : response.json();
}

/** Two windows, or two timers, never send at once. Without Web Locks (old browsers) the API's keys suffice. */
async function exclusively(work: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) return work();
  await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
  });
}
