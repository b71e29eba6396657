/** The way back to the directory; where the person came from it, with the search as it was. */
import { BackTo } from "@office/parts/Ways";
import { useWords } from "@shared/words/i18n";

export function Back() {
  const t = useWords("members");
  return <BackTo to="/members">{t("title")}</BackTo>;
}
