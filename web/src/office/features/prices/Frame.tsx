/** Around every screen of prices: the ways between them. */
import { Page } from "@office/parts/Page";
import { Ways } from "@office/parts/Ways";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";

type Props = { title?: string; above?: ReactNode; beside?: ReactNode; actions?: ReactNode; children: ReactNode };

export function Frame({ title, above, ...rest }: Props) {
  const t = useWords("prices");
  const limits = useMay("quality.read");
  const ways = [
    { to: "/prices", name: t("way.prices"), end: true },
    { to: "/prices/quote", name: t("way.quote") },
    { to: "/prices/differences", name: t("way.differences") },
    ...(limits ? [{ to: "/prices/limits", name: t("way.limits") }] : []),
  ];
  return <Page title={title ?? t("title")} above={<>{<Ways label={t("ways")} ways={ways} />}{above}</>} {...rest} />;
}
