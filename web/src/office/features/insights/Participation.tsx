/** How many of the registered members brought milk in these days, in all and by centre. */
import { ChartPanel } from "@office/charts/ChartPanel";
import { count } from "@office/charts/row";
import { useCentres } from "@office/parts/forms/fields";
import { api } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";

import { addressOf, type Span } from "./span";

export function Participation({ span: { from, to } }: { span: Span }) {
  const t = useWords("insights");
  const centres = useCentres();
  const { data } = api.useQuery("get", "/api/v1/dashboard/participation", { params: { query: { from, to } } });
  if (!data || data.members === 0) return null;
  const codes = Object.keys(data.by_centre).toSorted();
  return (
    <ChartPanel kind="bars" title={t("participation.title", { members: data.members, registered: data.members_registered })} of={t("centre")} file={`participation-${from}-${to}`}
      series={[{ name: t("participation.members"), tone: "now" }]} note={t("participation.note")}
      rows={codes.map((code) => ({ id: code, label: code, title: centres.name(code), figures: [count(data.by_centre[code] ?? 0)], to: addressOf("/deliveries", { from, to, centre: code }) }))} />
  );
}
