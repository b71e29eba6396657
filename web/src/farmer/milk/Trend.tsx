/** How much milk each period brought, as bars and as a list; a year before in grey where it is known. */
import { businessDate, cents } from "@shared/figures/format";
import { Litres } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

import { Link } from "../app/router";
import { Bars } from "../charts/Bars";
import { span } from "../data/days";
import { asLitres, sum } from "../data/milk";
import { periodOf, periodOfCode, yearBefore } from "../data/period";
import { useCooperative, useLately, useStatements } from "../data/questions";
import { useNow } from "../data/useNow";
import { Icon } from "../ui/Icons";
import { Note } from "../ui/Note";
import { Screen } from "../ui/Screen";
import { Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";

type Row = { code: string; run: string | null; start: string; end: string; hundredths: number };
const MOST = 12;

export function Trend() {
  const t = useWords("milk");
  const statements = useStatements();
  const rhythm = useCooperative().value?.rhythm ?? null;
  const lately = useLately(rhythm);
  const today = businessDate(useNow());
  const closed: Row[] = (statements.value ?? []).flatMap(({ period: code, run, litres }) => {
    const period = periodOfCode(code);
    return period ? [{ code, run, ...period, hundredths: cents(litres) }] : [];
  });
  const now = rhythm ? periodOf(today, rhythm) : null;
  const inNow = lately.value?.filter((one) => now && one.date >= now.start);
  const open: Row[] = now && inNow ? [{ code: "now", run: null, ...now, hundredths: cents(sum(inNow).litres) }] : [];
  const rows = [...open, ...closed];
  const shown = rows.slice(0, MOST).toReversed();
  const before = (row: Row) => rows.find((other) => other.start === yearBefore(row.start))?.hundredths ?? 0;
  const bars = shown.map((row) => ({
    key: row.code, label: `${Number(row.start.slice(8))}/${Number(row.start.slice(5, 7))}`, value: row.hundredths, isNow: row.run === null, before: before(row),
  }));
  return (
    <Screen title={t("trend")} back="milk" of={statements}>
      <Shown of={statements}>
        {() => rows.every((row) => row.hundredths === 0) ? <Note icon="chart"><p>{t("noTrend")}</p></Note> : (
          <>
            <section className={ui.card}>
              <h2>{t("byPeriod")}</h2>
              <Bars bars={bars} name={t("trendBars", { count: shown.length })} write={asLitres} />
              {bars.some((bar) => bar.before) ? <p className={ui.quiet}>{t("yearBefore")}</p> : null}
            </section>
            <ul className={ui.list}>
              {rows.map((row) => <li key={row.code}><PeriodRow row={row} /></li>)}
            </ul>
          </>
        )}
      </Shown>
    </Screen>
  );
}

function PeriodRow({ row }: { row: Row }) {
  const t = useWords("milk");
  return (
    <Link to={row.run ? `money/statement/${row.run}` : "milk"} className={ui.row}>
      <span className={ui.rowMain}>{span(row.start, row.end)}{row.run ? null : <small>{t("soFar")}</small>}</span>
      <span className={ui.rowSide}><Litres value={asLitres(row.hundredths)} /></span>
      <Icon name="next" />
    </Link>
  );
}
