/** One pay run as the screens see it: which step it is at, who may do what, and how often it is asked anew. */
import type { Schemas } from "@shared/api/client";
import { cents } from "@shared/figures/format";

export type RunStory = Schemas["RunWithStory"];
export type Run = Schemas["Run"];
export type Money = Schemas["Money"];
export type Group = Schemas["GroupSum"]["group"];

export const STEPS = ["period", "prepared", "review", "approval", "paying", "done"] as const;
export type Step = (typeof STEPS)[number];

const AT: Record<Run["state"], Step | null> = { opened: "prepared", prepared: "review", approved: "paying", completed: "done", discarded: null };

/** The step that waits for something now; none of a run that was thrown away. */
export const stepOf = (run: Pick<Run, "state">): Step | null => AT[run.state];

/** `past`, `now` or `ahead`: of a run that is done, all lies behind. */
export function standing(run: Pick<Run, "state">, step: Step): "past" | "now" | "ahead" {
  const now = stepOf(run);
  if (now === null) return step === "period" ? "past" : "ahead";
  if (run.state === "completed") return "past";
  const [at, one] = [STEPS.indexOf(now), STEPS.indexOf(step)];
  return one < at ? "past" : one === at ? "now" : "ahead";
}

export const isPaying = (run: Run) => run.state === "approved" || run.state === "completed";

const SOON_MS = 2_000;

/** A run that is being prepared, booked or paid is asked about every two seconds; one at rest only when it changes. */
export function askAgain(run: Pick<RunStory, "state" | "settled" | "statements" | "groups"> | undefined): number | false {
  if (!run) return false;
  if (run.state === "opened") return SOON_MS;
  const moving = run.groups.some(({ group, count }) => count > 0 && (group === "unsent" || group === "unknown"));
  return run.state === "approved" && (run.settled < run.statements || moving) ? SOON_MS : false;
}

export type Why = "no-right" | "own" | "empty" | null;

/** Why this person cannot approve the run; null: may. Nobody approves what they opened or prepared. */
export function whyNot(run: Pick<Run, "opened_by" | "prepared_by" | "statements">, principal: string, may: boolean): Why {
  if (principal === run.opened_by || principal === run.prepared_by) return "own";
  if (!may) return "no-right";
  return run.statements === 0 ? "empty" : null;
}

/** Who answers for the first seat: the official who opened it, else who (or what) prepared it. */
export function firstSeat(run: Pick<Run, "opened_by" | "opened_at" | "prepared_by" | "prepared_at">) {
  const byPerson = run.opened_by.startsWith("staff:");
  return byPerson || !run.prepared_by ? { who: run.opened_by, at: run.opened_at } : { who: run.prepared_by, at: run.prepared_at };
}

/** How much of a whole, in whole percent; a start is never 0 and only the whole is 100. */
export function share(part: number, whole: number): number {
  if (whole <= 0) return 0;
  if (part >= whole) return 100;
  return part <= 0 ? 0 : Math.min(99, Math.max(1, Math.floor((100 * part) / whole)));
}

export const isNone = (money: Money) => cents(money.amount) === 0;

/** The same amount, taken away. */
export function minus(money: Money): Money {
  const taken = money.amount.startsWith("-") ? money.amount.slice(1) : `-${money.amount}`;
  return isNone(money) ? money : { ...money, amount: taken };
}
