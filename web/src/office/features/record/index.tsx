/** The record sheet: a clerk, a scale and a queue of farmers. Number, litres, Enter; with or without a network. */
import { useClockOffset } from "@shared/offline/clock";
import { useWords } from "@shared/words/i18n";
import { useCallback } from "react";

import { Page } from "../../parts/Page";
import { Panel } from "../../parts/Panel";
import { ProblemNote } from "../../parts/ProblemNote";
import { Entry } from "./Entry";
import { KeysLine } from "./KeysLine";
import { NoCentre } from "./NoCentre";
import { Notes } from "./Notes";
import { usePlace } from "./place";
import styles from "./record.module.css";
import { exactly } from "./roster";
import { Rows } from "./Rows";
import { useWays } from "./settings";
import type { Row } from "./sheet";
import { TopBar } from "./TopBar";
import { useCentres } from "./useCentres";
import { useEntry } from "./useEntry";
import { useRoster } from "./useRoster";
import { useExpected, useSheet } from "./useSheet";
import { useUndo } from "./useUndo";
import { Ways } from "./Ways";
import { draftOf } from "./weighing";

export default function Record() {
  const t = useWords("record");
  const { centres, asked } = useCentres();
  const { place, go, later } = usePlace(centres.map(({ code }) => code));
  const [ways, change] = useWays(place.centre, centres.find(({ code }) => code === place.centre)?.readings);
  const { roster } = useRoster(place.centre);
  const sheet = useSheet(place);
  const expected = useExpected(place);
  const line = useEntry(place, ways, roster, sheet.rows);
  const undo = useUndo();
  const offset = useClockOffset();
  const nameOf = useCallback((member: string) => exactly(roster, member), [roster]);
  const mend = (row: Row) => {
    if (!row.act) return;
    line.change(draftOf(row.act));
    document.getElementById("record-amount")?.focus();
  };
  if (!place.centre) return <Page title={t("title")}><NoCentre asked={asked} /></Page>;
  return (
    <Page title={t("title")} actions={<Ways ways={ways} change={change} centre={place.centre} />}>
      <TopBar place={place} go={go} totals={sheet.totals} expected={expected} waiting={sheet.waiting} />
      <Notes sheet={sheet} later={later} go={go} offset={offset} />
      <div className={styles.both}>
        <Panel title={t("entry.title")}>
          <Entry line={line} place={place} ways={ways} change={change} />
          <KeysLine />
        </Panel>
        <Panel title={t("rows.title")} flush>
          {sheet.asked.error ? <ProblemNote problem={sheet.asked.error} again={() => void sheet.asked.refetch()} /> : null}
          <Rows rows={sheet.rows} nameOf={nameOf} undo={undo} mend={mend} />
        </Panel>
      </div>
    </Page>
  );
}
