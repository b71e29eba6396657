/** How many of the registered members brought milk in these days, in all and by centre. */
import { ChartPanel } from "@office/charts/ChartPanel";
import { count } from "@office/charts/row";
import { Ask } from "@office/parts/Ask";
import { useCentres } from "@office/parts/forms/fields";
import { Waiting } from "@office/parts/Waiting";
import { api, type Schemas } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";

import { addressOf, type Span } from "./span";

/** It comes as a file too; the screen asks for the answer. */
const answerOf = (found: string | Schemas["Participation"]) => (typeof found === "string" ? undefined : found);
const CHART_HEIGHT = 360;

export function Participation({ span: { from, to } }: { span: Span }) {
  const t = useWords("insights");
  const centres = useCentres();
  const asked = api.useQuery("get", "/api/v1/dashboard/participation", { params: { query: { from, to } } });
  const address = addressOf("/api/v1/dashboard/participation", { from, to });
  const data = asked.data === undefined ? undefined : answerOf(asked.data);
  return (
    <Ask asked={{ ...asked, data }} waiting={<Waiting rows={1} height={CHART_HEIGHT} />} empty={{ when: ({ members }) => members === 0, show: null }}>
      {({ members, members_registered: registered, by_centre: by }) => (
        <ChartPanel kind="bars" title={t("participation.title", { members, registered })} of={t("centre")} file={`participation-${from}-${to}`} address={address}
          series={[{ name: t("participation.members"), tone: "now" }]} note={t("participation.note")}
          rows={Object.keys(by).toSorted().map((code) => ({ id: code, label: code, title: centres.name(code), figures: [count(by[code] ?? 0)], to: addressOf("/deliveries", { from, to, centre: code }) }))} />
      )}
    </Ask>
  );
}
