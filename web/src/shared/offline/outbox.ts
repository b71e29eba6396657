/**
 * What a person did while the network was away (or before its answer came) waits here, in order, and is sent
 * once: by the `online` event, when the page is seen again, at once after each act, and again and again after
 * silence (patience.ts). Only while the session is of who did it: another window may have changed it.
 *
 * The API takes the same id or key once, so that sending again after silence is safe. What it refuses stays
 * here with its reason until a person decides; silence and 5xx wait.
 */
import { newId } from "../api/id";
import { isMarkedAs, onMark } from "../api/mark";
import { isFinal, type Problem } from "../api/problem";
import { trueNow } from "./clock";
import { hasNetwork, onNetwork } from "./network";
import { waitAfter } from "./patience";
import { nextLoad, send, sendOne, type Outcome } from "./sending";
import { openStore, type Waiting } from "./store";

export type { Outcome } from "./sending";

const LOCK = "imbuto-outbox";
/** Nothing waits here: looked at as seldom as after a long silence. */
const REST = Infinity;

export type Act = Pick<Waiting, "about" | "kind" | "method" | "path" | "body">;
/** So many acts of another person wait on this device: they go out when that person signs in here. */
export type Left = { principal: string; count: number };
type Listener = (outcome: Outcome | null) => void;

export class Outbox {
  private readonly listeners = new Set<Listener>();
  private others: BroadcastChannel | null = null;
  private sending: Promise<void> = Promise.resolve();
  private isSending = false;
  private again = false;
  private silences = 0;
  private started = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

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

  /** Where the device keeps nothing: sent at once, and only an answer counts. Who sends it again after silence
   * gives the same key, so that it is done once. */
  async sendUnkept(act: Act, key: string = newId()): Promise<Outcome> {
    const outcome = await sendOne({ ...this.written(act), key });
    if ("answer" in outcome) this.tell(outcome);
    return outcome;
  }

  async all(): Promise<Waiting[]> {
    return (await this.look()).acts;
  }

  /** What waits of this person; and of others who signed in on this device how much, and not what. */
  async look(): Promise<{ acts: Waiting[]; others: Left[] }> {
    const found = await (await openStore(this.door)).getAll("waiting");
    const counts = new Map<string, number>();
    for (const { principal } of found) counts.set(principal, (counts.get(principal) ?? 0) + 1);
    counts.delete(this.principal);
    const others = [...counts].map(([principal, count]) => ({ principal, count }));
    return { acts: found.filter((act) => act.principal === this.principal), others };
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
    const droppable = act !== undefined && act.principal === this.principal && (act.state === "refused" || !act.tried);
    if (droppable) {
      for (const next of await transaction.store.index("about").getAll(act.about)) {
        if (next.principal === this.principal && (next.sequence ?? 0) >= sequence) await transaction.store.delete(next.sequence ?? 0);
      }
    }
    await transaction.done;
    this.tell(null);
    return droppable;
  }

  /** A person mended a refused act: it is another content, so it gets another key. False where it is no longer
   * there to be mended: it was dropped, or decided in another window. */
  async mend(sequence: number, body: unknown): Promise<boolean> {
    const store = await openStore(this.door);
    const transaction = store.transaction("waiting", "readwrite");
    const act = await transaction.store.get(sequence);
    const mendable = act?.state === "refused" && act.principal === this.principal;
    if (mendable) {
      const { refusal: _refusal, ...kept } = act;
      await transaction.store.put({ ...kept, body, key: newId(), state: "waiting" });
    }
    await transaction.done;
    this.tell(null);
    void this.send();
    return mendable;
  }

  /** Sends what waits, in order; only one window at a time. Stops at the first silence. */
  send(): Promise<void> {
    this.again = true;
    if (!this.isSending) {
      this.isSending = true;
      this.sending = this.sendWhileAsked();
    }
    return this.sending;
  }

  /** Tries again by itself until it is stopped. Returns how to stop it. */
  start(): () => void {
    const now = () => {
      this.silences = 0;
      void this.send();
    };
    const seen = () => document.visibilityState === "visible" && now();
    const stopHearing = [onNetwork(now), onMark(now)];
    document.addEventListener("visibilitychange", seen);
    this.hearOthers();
    this.started = true;
    now();
    return () => {
      this.started = false;
      clearTimeout(this.timer);
      for (const stop of stopHearing) stop();
      document.removeEventListener("visibilitychange", seen);
      this.others?.close();
      this.others = null;
    };
  }

  // -------------------------------------------------------------- parts

  private written(act: Act): Waiting {
    return { ...act, key: newId(), madeAt: trueNow().toISOString(), principal: this.principal, state: "waiting" };
  }

  private async sendWhileAsked(): Promise<void> {
    while (this.again) {
      this.again = false;
      if (this.maySend()) await exclusively(() => this.sendAll()).catch(() => undefined);
    }
    this.isSending = false;
    await this.sendLater();
  }

  private maySend(): boolean {
    return hasNetwork() && isMarkedAs(this.principal);
  }

  /** Whatever the network says of itself: what waits is tried again by and by. */
  private async sendLater(): Promise<void> {
    const waits = (await this.all().catch(() => [])).some(({ state }) => state === "waiting");
    clearTimeout(this.timer);
    if (!this.started) return;
    this.timer = setTimeout(() => void this.send(), waitAfter(waits ? this.silences : REST));
    if (waits) this.silences += 1;
  }

  private async sendAll(): Promise<void> {
    const faulty = new Set<number>();
    for (;;) {
      const ready = sendable(await this.all()).filter((act) => !faulty.has(act.sequence ?? 0));
      const load = this.maySend() ? await this.claim(nextLoad(ready)) : [];
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
    if ("answer" in outcome) {
      this.silences = 0;
      await (await openStore(this.door)).delete("waiting", outcome.act.sequence as number);
    }
    else if (isFinal(outcome.problem)) await this.keepRefused(outcome.act, outcome.problem);
    this.tell(outcome);
    return "answer" in outcome || isFinal(outcome.problem);
  }

  private async keepRefused(act: Waiting, problem: Problem): Promise<void> {
    const { status, type, message: sentence, remedy, details, fields } = problem;
    const refusal = { status, type, sentence, remedy, details: { ...details, ...(fields.length > 0 ? { fields } : {}) } };
    const transaction = (await openStore(this.door)).transaction("waiting", "readwrite");
    // Another window of a browser without locks may have sent it too, with a better answer.
    const isHere = (await transaction.store.get(act.sequence ?? 0)) !== undefined;
    if (isHere) await transaction.store.put({ ...act, state: "refused", refusal });
    await transaction.done;
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
