/** An address that leads nowhere: said inside the house, where the menu and the search lead on. */
import { Text } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { Page } from "./Page";

export function NoScreen() {
  const t = useWords("shell");
  return (
    <Page title={t("missing.title")}>
      <Text>{t("missing.text")} <Link to="/">{t("missing.home")}</Link></Text>
    </Page>
  );
}
