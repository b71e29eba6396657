/** The milk of the day by centre and shift, beside the same weekday before. */
import type { Schemas } from "@shared/api/client";
import { Litres } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { DataTable, type Column } from "../../parts/DataTable";
import { Panel } from "../../parts/Panel";
import { Begin } from "./Begin";

type Centre = Schemas["HomeCentre"];
const NONE = "–";

export function Centres({ home }: { home: Schemas["Home"] }) {
  const t = useWords("home");
  const shifts = ["AM", "MID", "PM"].filter((shift) => shift !== "MID" || home.centres.some((centre) => centre.shifts.some((one) => one.shift === shift)));
  const day = `from=${home.date}&to=${home.date}`;
  const columns: Column<Centre>[] = [
    { id: "name", title: t("centres.centre"), gives: true, cell: (centre) => centre.name },
    ...shifts.map((shift): Column<Centre> => ({
      id: shift, title: t(`shift.${shift}`), figure: true,
      cell: (centre) => {
        const found = centre.shifts.find((one) => one.shift === shift);
        return found ? <Link to={`/deliveries?${day}&centre=${centre.code}&shift=${shift}`}><Litres value={found.litres} /></Link> : NONE;
      },
    })),
    { id: "members", minor: true, title: t("centres.members"), figure: true, cell: (centre) => centre.shifts.map((one) => one.members).join(" + ") || NONE },
    { id: "before", title: t("centres.before"), figure: true, cell: (centre) => <Litres value={centre.same_weekday_litres} /> },
  ];
  if (home.centres.length === 0) return <Begin />;
  return (
    <Panel title={t("centres.title")} flush>
      <DataTable caption={t("centres.title")} columns={columns} rows={home.centres} rowKey={(centre) => centre.code}
        to={(centre) => `/deliveries?centre=${centre.code}&${day}`} />
    </Panel>
  );
}
