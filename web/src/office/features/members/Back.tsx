/** The way back to the directory; where the person came from it, with the search as it was. */
import { Anchor } from "@mantine/core";
import { useWords } from "@shared/words/i18n";
import { IconChevronLeft } from "@tabler/icons-react";
import { Link } from "react-router";

export function Back() {
  const t = useWords("members");
  return <Anchor component={Link} to="/members" className="no-print" size="sm"><IconChevronLeft size={16} aria-hidden style={{ verticalAlign: "-3px" }} />{t("title")}</Anchor>;
}
