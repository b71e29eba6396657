/** Milk collected against what the cooler and the processor measured; the alarms, and their explanations. */
import { ChartPanel } from "@office/charts/ChartPanel";
import { figure } from "@office/charts/row";
import { Ask } from "@office/parts/Ask";
import { DataTable, type Column } from "@office/parts/DataTable";
import { DayCell } from "@office/parts/DayCell";
import { Empty } from "@office/parts/Empty";
import { useCentres } from "@office/parts/forms/fields";
import { Forbidden } from "@office/parts/Forbidden";
import { Panel } from "@office/parts/Panel";
import { Waiting } from "@office/parts/Waiting";
import { api, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Litres } from "@shared/figures/Figures";
import { day, litres } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import { Alarms } from "./Alarms";
import { Choice, useSpan } from "./Choice";
import { Frame } from "./Frame";
import { addressOf, query } from "./span";

type Place = Schemas["PlaceDay"];

export function Variance() {
  const t = useWords("insights");
  const span = useSpan();
  const may = useMay("variance.read");
  const asked = api.useQuery("get", "/api/v1/variance", { params: { query: query(span) } }, { enabled: may });
  if (!may) return <Forbidden permissions={["variance.read"]} />;
  return (
    <Frame title={t("variance.title")}>
      <Choice />
      <Ask asked={asked} waiting={<Waiting rows={7} height={88} />} empty={{ when: ({ items }) => items.length === 0, show: <Panel><Empty title={t("none")} text={t("variance.noneText")} /></Panel> }}>
        {({ items }) => <Content places={items.filter((place) => place.route === null && place.centre === (span.centre || null))} address={addressOf("/api/v1/variance/file", query(span))} centre={span.centre} />}
      </Ask>
      <Alarms span={span} />
    </Frame>
  );
}

function Content({ places, address, centre }: { places: readonly Place[]; address: string; centre: string }) {
  const t = useWords("insights");
  const centres = useCentres();
  const lead = (place: Place) => addressOf("/deliveries", { from: place.day, to: place.day, ...(centre ? { centre } : {}) });
  const columns: Column<Place>[] = [
    { id: "day", title: t("by.day"), cell: (place) => <DayCell date={place.day} /> },
    { id: "collected", title: t("variance.collected"), figure: true, cell: (place) => <Litres value={place.total.collected} /> },
    { id: "cooler", title: t("variance.cooler"), figure: true, minor: true, cell: (place) => <Known value={place.total.cooler} /> },
    { id: "coolerLoss", title: t("variance.coolerLoss"), figure: true, cell: (place) => <Loss value={place.total.cooler_loss} percent={place.total.cooler_loss_percent} /> },
    { id: "processor", title: t("variance.processor"), figure: true, minor: true, cell: (place) => <Known value={place.total.processor} /> },
    { id: "processorLoss", title: t("variance.processorLoss"), figure: true, minor: true, cell: (place) => <Loss value={place.total.processor_loss} percent={place.total.processor_loss_percent} /> },
    { id: "rest", title: t("variance.unexplained"), figure: true, minor: true, cell: (place) => <Known value={place.total.processor_unexplained ?? place.total.cooler_unexplained} /> },
  ];
  return (
    <>
      <ChartPanel kind="lines" title={t("variance.chart", { place: centres.name(centre || null) })} of={t("by.day")} file="collected-against-delivered" address={address}
        series={[{ name: t("variance.collected"), tone: "now" }, { name: t("variance.cooler"), tone: "before" }, { name: t("variance.processor"), tone: "other" }]}
        rows={places.map((place) => ({
          id: place.day, label: day(place.day, "short"), title: day(place.day), to: lead(place),
          figures: [figure(place.total.collected, litres), figure(place.total.cooler, litres), figure(place.total.processor, litres)],
        }))} />
      <Panel title={t("variance.table")} flush><DataTable caption={t("variance.table")} columns={columns} rows={places.toReversed()} rowKey={(place) => place.day} to={lead} /></Panel>
    </>
  );
}

const Known = ({ value }: { value: string | null }) => (value === null ? <>–</> : <Litres value={value} />);

function Loss({ value, percent }: { value: string | null; percent: string | null }) {
  if (value === null) return <>–</>;
  return <><Litres value={value} />{percent ? ` (${percent.replace("-", "−")} %)` : ""}</>;
}
