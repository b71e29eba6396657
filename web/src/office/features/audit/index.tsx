import { useWords } from "@shared/words/i18n";

import { Page } from "../../parts/Page";

export default function Screen() {
  const t = useWords("shell");
  return <Page title={t("nav.audit")}>{null}</Page>;
}
