/** What the member said on this phone, and how far it has come: kept, sent, or refused and why. */
import { useWords } from "@shared/words/i18n";

import type { Said } from "../data/answers";
import { Button } from "../ui/Button";
import { Note } from "../ui/Note";

const KNOWN = ["window-closed", "wrong-state", "not-permitted"];

export function SaidNote({ said, onSeen }: { said: Said; onSeen: () => void }) {
  const t = useWords("answering");
  const what = said.kind === "confirmation" ? t("saidYes") : said.claimed ? t("saidNo", { claimed: said.claimed }) : t("saidNoAlone");
  if (said.state === "refused") {
    const reason = KNOWN.includes(said.refusal ?? "") ? said.refusal : "other";
    return (
      <Note tone="warm">
        <p>{what} {t(`refusal.${reason}`)}</p>
        <Button icon="check" onClick={onSeen}>{t("seen")}</Button>
      </Note>
    );
  }
  if (said.state === "waiting") return <Note tone="warm" icon="send"><p>{what} {t("kept")}</p></Note>;
  return <Note tone="good"><p>{what} {t(said.kind === "confirmation" ? "thanks" : "heard")}</p></Note>;
}
