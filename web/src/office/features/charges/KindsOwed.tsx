/** What is owed of each kind, by how many: the sums of all charges, however few of them the list below shows. */
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { api, type Schemas } from "@shared/api/client";
import { Count, Money } from "@shared/figures/Figures";
import { cents } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import styles from "./charges.module.css";

type Sum = Schemas["KindSum"];

export function KindsOwed({ member }: { member: string }) {
  const t = useWords("charges");
  const asked = api.useQuery("get", "/api/v1/charges/kinds", { params: { query: member ? { member } : {} } });
  const owed = asked.data?.items.filter((one) => one.open > 0);
  const columns: Column<Sum>[] = [
    { id: "kind", title: t("kind"), cell: (one) => t(`kinds.${one.kind}`) },
    { id: "open", title: t("byKind.open"), figure: true, minor: true, cell: (one) => <Count value={one.open} /> },
    ...(member ? [] : [{ id: "members", title: t("byKind.members"), figure: true, cell: (one: Sum) => <Count value={one.members} /> }]),
    { id: "taken", title: t("takenSoFar"), figure: true, minor: true, cell: (one) => <Money value={one.taken} /> },
    { id: "remaining", title: t("remaining"), figure: true, cell: (one) => (cents(one.remaining.amount) === 0 ? t("endless") : <Money value={one.remaining} strong />) },
  ];
  const at = (kind: string) => `/charges?${new URLSearchParams({ ...(member ? { member } : {}), kind }).toString()}`;
  return (
    <Ask asked={{ ...asked, data: owed }} waiting={<Waiting rows={3} height={36} />}>
      {(sums) => (sums.length === 0 ? null : (
        <Panel title={t("byKind.title")} flush>
          <DataTable caption={t("byKind.title")} columns={columns} rows={sums} rowKey={(one) => one.kind} to={(one) => at(one.kind)} />
          <p className={`${styles.soft} ${styles.inset}`}>{t("byKind.text")}</p>
        </Panel>
      ))}
    </Ask>
  );
}
