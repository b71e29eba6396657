/**
 * What a person did while the network was away (or before its answer came) waits here, in order, and is sent
 * once: by the `online` event, when the page is seen again, each half minute, and at once after each act.
 *
 * The API takes the same id or key once, so that sending again after silence is safe. What it refuses stays
 * here with its reason until a person decides; silence and 5xx wait.
 */
import type { Problem } from "../api/problem";
import { isFinal, nextLoad, send, sendOne, type Outcome } from "./sending";
import { openStore, type Waiting } from "./store";

export type { Outcome } from "./sending";

const EVERY_MS = 30_000;
const LOCK = "imbuto-outbox";

export type Act = Pick<Waiting, "about" | "kind" | "method" | "path" | "body">;
type Listener = (outcome: Outcome | null) => void;

export class Outbox {
  private readonly listeners = new Set<Listener>();
  private others: BroadcastChannel | null = null;
  private sending: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly door: string,
    private readonly principal: string,
  ) {}

  /** Told of each change; with an outcome when the API answered. Returns how to stop listening. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Keeps the act on the device first, then tries to send all that waits. Throws where the device keeps
   * nothing (a full disk, a private window): then nothing was sent either. */
  async put(act: Act): Promise<void> {
    const store = await openStore(this.door);
    await store.add("waiting", this.written(act));
    this.tell(null);
    void this.send();
  }

  /** Where the device keeps nothing: sent at once, and only an answer counts. */
  async sendUnkept(act: Act): Promise<Outcome> {
    const outcome = await sendOne(this.written(act));
    if ("answer" in outcome) this.tell(outcome);
    return outcome;
  }

  async all(): Promise<Waiting[]> {
    const store = await openStore(this.door);
    return (await store.getAll("waiting")).filter((act) => act.principal === this.principal);
  }

  /** A person decided that a refused act is not to be done. */
  async drop(sequence: number): Promise<void> {
    await this.takeBack(sequence);
  }

  /** As `drop`, for an act that waits too, with what followed it. False where it is too late: it was on its way
   * before and the API may have it. What was refused was not done. */
  async takeBack(sequence: number): Promise<boolean> {
    const store = await openStore(this.door);
    const transaction = store.transaction("waiting", "readwrite");
    const act = await transaction.store.get(sequence);
    const droppable = act !== undefined && (act.state === "refused" || !act.tried);
    if (droppable) {
      for (const key of await transaction.store.index("about").getAllKeys(act.about)) {
        if (key >= sequence) await transaction.store.delete(key);
      }
    }
    await transaction.done;
    this.tell(null);
    return droppable;
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

  /** Sends what waits, in order; only one window at a time. Stops at the first silence. */
  send(): Promise<void> {
    this.again = true;
    this.sending ??= this.sendWhileAsked().finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  /** Tries again by itself until it is stopped. Returns how to stop it. */
  start(): () => void {
    const now = () => void this.send();
    const seen = () => document.visibilityState === "visible" && now();
    const timer = setInterval(now, EVERY_MS);
    addEventListener("online", now);
    document.addEventListener("visibilitychange", seen);
    this.hearOthers();
    now();
    return () => {
      clearInterval(timer);
      removeEventListener("online", now);
      document.removeEventListener("visibilitychange", seen);
      this.others?.close();
      this.others = null;
    };
  }

  // -------------------------------------------------------------- parts

  private written(act: Act): Waiting {
    return { ...act, key: crypto.randomUUID(), madeAt: new Date().toISOString(), principal: this.principal, state: "waiting" };
  }

  private async sendWhileAsked(): Promise<void> {
    while (this.again) {
      this.again = false;
      if (navigator.onLine) await exclusively(() => this.sendAll()).catch(() => undefined);
    }
  }

  private async sendAll(): Promise<void> {
    const faulty = new Set<number>();
    for (;;) {
      const ready = sendable(await this.all()).filter((act) => !faulty.has(act.sequence ?? 0));
      const load = await this.claim(nextLoad(ready));
      if (load.length === 0) return;
      const undecided = [];
      for (const outcome of await send(load)) if (!(await this.settle(outcome))) undecided.push(outcome);
      if (undecided.some((outcome) => !isFaulty(outcome))) return;
      for (const { act } of undecided) faulty.add(act.sequence ?? 0);
    }
  }

  /** From here on an act may be in the ledger: it can no longer be dropped as if it had never been. */
  private async claim(acts: readonly Waiting[]): Promise<Waiting[]> {
    const store = await openStore(this.door);
    const transaction = store.transaction("waiting", "readwrite");
    const claimed: Waiting[] = [];
    for (const { sequence } of acts) {
      const act = await transaction.store.get(sequence ?? 0);
      if (act?.state !== "waiting") continue;
      if (!act.tried) await transaction.store.put({ ...act, tried: true });
      claimed.push({ ...act, tried: true });
    }
    await transaction.done;
    return claimed;
  }

  /** Whether the API decided, and the store says so. */
  private async settle(outcome: Outcome): Promise<boolean> {
    if ("answer" in outcome) await (await openStore(this.door)).delete("waiting", outcome.act.sequence as number);
    else if (isFinal(outcome.problem)) await this.keepRefused(outcome.act, outcome.problem);
    this.tell(outcome);
    return "answer" in outcome || isFinal(outcome.problem);
  }

  private async keepRefused(act: Waiting, problem: Problem): Promise<void> {
    const { status, type, message: sentence, remedy, details, fields } = problem;
    const refusal = { status, type, sentence, remedy, details: { ...details, ...(fields.length > 0 ? { fields } : {}) } };
    await (await openStore(this.door)).put("waiting", { ...act, state: "refused", refusal });
  }

  private tell(outcome: Outcome | null): void {
    for (const listener of this.listeners) listener(outcome);
    this.others?.postMessage("changed");
  }

  /** Another window of this device put or sent something. */
  private hearOthers(): void {
    if (typeof BroadcastChannel === "undefined") return;
    this.others = new BroadcastChannel(`${LOCK}-${this.door}`);
    this.others.addEventListener("message", () => {
      for (const listener of this.listeners) listener(null);
    });
  }
}

/** A fault of the server over this act: it waits, and holds up no other. */
const isFaulty = (outcome: Outcome) => "problem" in outcome && outcome.problem.kind !== "network" && outcome.problem.status >= 500;

/** What follows a refused act on the same thing waits for a person's word, with it. */
function sendable(acts: readonly Waiting[]): Waiting[] {
  const stuck = new Set<string>();
  return acts.filter((act) => {
    if (act.state === "refused") stuck.add(act.about);
    return act.state === "waiting" && !stuck.has(act.about);
  });
}

/** Two windows never send at once. Without Web Locks (old browsers) the API's keys suffice. */
async function exclusively(work: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) return work();
  await navigator.locks.request(LOCK, work);
}
