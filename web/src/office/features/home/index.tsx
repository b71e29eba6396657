/** The day at one look: four figures, one chart, the work that waits. Each figure leads to its list. */
import { Places } from "@office/parts/Places";
import { Anchor, NativeSelect, Text } from "@mantine/core";
import { api, type Schemas } from "@shared/api/client";
import { businessDate, day } from "@shared/figures/format";
import { Day } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { Link, Route, useSearchParams } from "react-router";

import { Ask } from "../../parts/Ask";
import { Page } from "../../parts/Page";
import { Panel } from "../../parts/Panel";
import { Waiting } from "../../parts/Waiting";
import { Centres } from "./Centres";
import { Figures } from "./Figures";
import { Missing } from "./Missing";
import { TwoWeeks } from "./TwoWeeks";
import { Work } from "./Work";
import styles from "./home.module.css";

export default function Home() {
  return (
    <Places>
      <Route index element={<Today />} />
      <Route path="missing" element={<Missing />} />
    </Places>
  );
}

function Today() {
  const t = useWords("home");
  const [search, setSearch] = useSearchParams();
  const today = businessDate();
  const date = search.get("date") ?? today;
  const asked = api.useQuery("get", "/api/v1/dashboard/home", { params: { query: { date } } });
  return (
    <Page title={date === today ? t("title") : day(date)} beside={<Text c="dimmed">{date === today ? <Day date={date} /> : null}</Text>}
      actions={<OtherDay date={date} today={today} choose={(chosen) => setSearch(chosen === today ? {} : { date: chosen })} />}>
      <Ask asked={asked} waiting={<Waiting rows={6} height={88} />}>{(home) => <Body home={home} />}</Ask>
    </Page>
  );
}

function Body({ home }: { home: Schemas["Home"] }) {
  const t = useWords("home");
  return (
    <>
      <Figures home={home} />
      <div className={styles.columns}>
        <Panel title={t("twoWeeks.title")} beside={<Anchor component={Link} to="/insights" size="sm">{t("twoWeeks.more")}</Anchor>}>
          <TwoWeeks date={home.date} />
        </Panel>
        <Work home={home} />
      </div>
      <Centres home={home} />
    </>
  );
}

/** Today and the days before: what was known then is asked for by its day. */
function OtherDay({ date, today, choose }: { date: string; today: string; choose: (date: string) => void }) {
  const t = useWords("home");
  const days = Array.from({ length: 14 }, (_, back) => {
    const at = new Date(`${today}T00:00:00Z`);
    at.setUTCDate(at.getUTCDate() - back);
    return at.toISOString().slice(0, 10);
  });
  const all = days.includes(date) ? days : [date, ...days];
  return (
    <NativeSelect aria-label={t("otherDay")} data={all.map((value) => ({ value, label: value === today ? t("today") : day(value) }))} value={date}
      onChange={(event) => choose(event.currentTarget.value)} w={180} />
  );
}
