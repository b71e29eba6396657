/** The weighings one by one. */
import { DataTable, type Column } from "@office/parts/DataTable";
import { DayCell } from "@office/parts/DayCell";
import { Panel } from "@office/parts/Panel";
import { Button } from "@mantine/core";
import { Litres, Money } from "@shared/figures/Figures";
import { day as dayInWords } from "@shared/figures/format";
import { State } from "@shared/look/State";
import { useWords } from "@shared/words/i18n";

import { useCentres } from "../member";
import type { Delivery } from "./month";

export function MilkList({ deliveries, day, all }: { deliveries: readonly Delivery[]; day: string | null; all: () => void }) {
  const t = useWords("members");
  const centres = useCentres();
  const columns: Column<Delivery>[] = [
    { id: "date", title: t("milk.day"), cell: (one) => <DayCell date={one.date} beside={t(`shifts.${one.shift}`, { defaultValue: one.shift })} /> },
    { id: "shift", minor: true, title: t("milk.shift"), cell: (one) => t(`shifts.${one.shift}`, { defaultValue: one.shift }) },
    { id: "centre", minor: true, title: t("centre"), cell: (one) => centres.name(one.centre) },
    { id: "litres", title: t("milk.litres"), figure: true, cell: (one) => <Litres value={one.litres} /> },
    { id: "price", minor: true, title: t("milk.price"), figure: true, cell: (one) => <Money value={one.price_per_litre} /> },
    { id: "value", title: t("milk.worth"), figure: true, cell: (one) => <Money value={one.value} strong /> },
    { id: "state", title: t("milk.state"), cell: (one) => <State of={one.rejection_reason && one.state !== "voided" ? "rejected" : one.state} /> },
  ];
  return (
    <Panel flush title={day ? dayInWords(day) : t("milk.list")} beside={day ? <Button size="xs" variant="default" onClick={all}>{t("milk.wholeMonth")}</Button> : null}>
      <DataTable caption={t("milk.list")} columns={columns} rows={deliveries} rowKey={(one) => one.id} to={(one) => `/deliveries/${one.id}`} />
    </Panel>
  );
}
