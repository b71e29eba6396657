/** Around every screen of the settings: the ways between them. */
import { Forbidden } from "@office/parts/Forbidden";
import { Page } from "@office/parts/Page";
import { Ways } from "@office/parts/Ways";
import { useSession } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import type { ReactNode } from "react";

const WAYS = [["", "centres", "centres.read"], ["/staff", "staff", "staff.read"], ["/cooperative", "cooperative", "sessions.own"], ["/formats", "formats", "payouts.read"], ["/views", "views", "projections.read"]] as const;
type Way = (typeof WAYS)[number][1];

export function Frame({ way, title, above, beside, actions, children }: { way: Way; title?: string; above?: ReactNode; beside?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  const t = useWords("settings");
  const { may } = useSession();
  const needed = WAYS.find(([, name]) => name === way)?.[2] ?? "centres.read";
  return (
    <Page title={title ?? t(`ways.${way}`)} beside={beside} actions={actions}
      above={<><Ways label={t("title")} ways={WAYS.filter(([, , permission]) => may(permission)).map(([path, name]) => ({ to: `/settings${path}`, name: t(`ways.${name}`), end: path === "" }))} />{above}</>}>
      {may(needed) ? children : <Forbidden permissions={[needed]} />}
    </Page>
  );
}
