/** Around every screen of charges: the ways between them, for each who may go there. */
import { Page } from "@office/parts/Page";
import { Ways } from "@office/parts/Ways";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";

type Props = { title: string; above?: ReactNode; beside?: ReactNode; actions?: ReactNode; children: ReactNode };

export function Frame({ title, above, ...rest }: Props) {
  const t = useWords("charges");
  const [adjustments, journal] = [useMay("adjustments.read"), useMay("journal.read")];
  const ways = [
    { to: "/charges", name: t("way.charges"), end: true },
    { to: "/charges/standing", name: t("way.standing") },
    { to: "/charges/rules", name: t("way.rules") },
    { to: "/charges/creditors", name: t("way.creditors") },
    ...(adjustments ? [{ to: "/charges/adjustments", name: t("way.adjustments") }] : []),
    ...(journal ? [{ to: "/charges/vouchers", name: t("way.vouchers") }, { to: "/charges/books", name: t("way.books") }] : []),
  ];
  return <Page title={title} above={<><Ways label={t("ways")} ways={ways} />{above}</>} {...rest} />;
}
