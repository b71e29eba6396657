/** Whether what was found says that the ledger is whole; how to check, as sentences with a command each. */
import type { Schemas } from "@shared/api/client";

type Found = Pick<Schemas["Verification"], "triggers" | "trial_balance_zero" | "views">;

/** A missing position is shown and is no fault by itself: PostgreSQL skips one for a refused write. */
export const isWhole = (found: Found) => found.triggers && found.trial_balance_zero && found.views.every((view) => view.lag === 0 && view.state === "live");

export type Step = { text: string; command: string | null };

/** "Do this: `command`." → the sentence, and the command to copy. */
export const stepsOf = (how: readonly string[]): Step[] => how.map((sentence) => {
  const command = /`([^`]+)`/.exec(sentence)?.[1] ?? null;
  return { text: command === null ? sentence : sentence.replace(/:?\s*`[^`]+`/, "").replace(/^([^.]*)\.?/, "$1."), command };
});
