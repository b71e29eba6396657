/** How far the money of a statement has come. */
import { clock, money } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import type { StatementPaper } from "../data/questions";
import { Note } from "../ui/Note";

const TONES = {
  draft: "calm", discarded: "warm", carried: "calm", waiting: "calm", held: "warm", asking: "warm", failed: "bad", paid: "good",
} as const;

export function StandingNote({ paper }: { paper: StatementPaper }) {
  const t = useWords("money");
  const given = { amount: money(paper.net.amount), at: paper.paid_at ? clock(paper.paid_at) : "", receipt: paper.receipt ?? "–" };
  return <Note tone={TONES[paper.standing]} icon={paper.standing === "paid" ? "check" : "clock"}><p>{t(`standing.${paper.standing}`, given)}</p></Note>;
}
