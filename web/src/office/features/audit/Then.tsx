/** Time travel: how a thing stood at the end of a day or after a fact, beside how it stands now. */
import { Ask } from "@office/parts/Ask";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { useFieldName, useValueName } from "@office/parts/story/names";
import { api, PAGES } from "@shared/api/client";
import { asProblem } from "@shared/api/problem";
import { Day } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { keepPreviousData } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";

import { DayPicker } from "./DayPicker";
import { When } from "./When";
import styles from "./audit.module.css";
import { dayAt, rowsOf, span, type Row } from "./travel";

type Props = { kind: string; id: string };

export function Then({ kind, id }: Props) {
  const asked = api.useInfiniteQuery("get", "/api/v1/stories/{kind}/{id}", { params: { path: { kind, id } } }, PAGES);
  const facts = asked.data?.pages.flatMap((page) => page.items);
  return <Ask asked={{ ...asked, data: facts }}>{(all) => <Travel kind={kind} id={id} facts={all} />}</Ask>;
}

function Travel({ kind, id, facts }: Props & { facts: readonly { position: number; at: string }[] }) {
  const t = useWords("audit");
  const [params, setParams] = useSearchParams();
  const days = span(facts[0]?.at);
  const position = Number(params.get("position")) || null;
  const day = params.get("day") ?? (position === null ? null : dayAt(facts, position)) ?? days.today;
  const query = position === null ? { day } : { position };
  const asked = api.useQuery("get", "/api/v1/stories/{kind}/{id}/as-of", { params: { path: { kind, id }, query } }, { placeholderData: keepPreviousData });
  const notYet = asked.error !== null && asProblem(asked.error).status === 404;
  return (
    <>
      <Panel title={t("then.which")}>
        <DayPicker days={days} facts={facts} day={day} current={notYet ? 0 : asked.data?.position} choose={(chosen) => setParams(chosen, { replace: true })} />
        {position === null ? null : <p className={styles.soft}>{t("then.after")} <Link to={`/audit/facts/${position}`}>{t("fact", { position })}</Link></p>}
      </Panel>
      {notYet ? <Panel><Empty title={t("then.notYet")} text={t("then.notYetText")} /></Panel> : (
        <Ask asked={asked}>
          {(then) => (
            <Panel title={position === null ? t("then.changed", { count: then.since.length }) : t("then.changedAfter", { count: then.since.length })}
              beside={<span className={styles.soft}>{t("then.last")} <Link to={`/audit/facts/${then.position}`}>{then.position}</Link>, <When at={then.at} /></span>}>
              <Compared rows={rowsOf(then)} then={position === null ? <Day date={day} /> : t("fact", { position })} />
            </Panel>
          )}
        </Ask>
      )}
    </>
  );
}

function Compared({ rows: { changed, same }, then }: { rows: { changed: Row[]; same: Row[] }; then: React.ReactNode }) {
  const t = useWords("audit");
  return (
    <>
      {changed.length > 0 ? <Table caption={t("then.changedFields")} rows={changed} then={then} /> : <p>{t("then.nothing")}</p>}
      <details className={styles.same} open={changed.length === 0}>
        <summary>{t("then.same", { count: same.length })}</summary>
        <Table caption={t("then.sameFields")} rows={same} then={then} />
      </details>
    </>
  );
}

function Table({ caption, rows, then }: { caption: string; rows: readonly Row[]; then: React.ReactNode }) {
  const t = useWords("audit");
  const [fieldName, valueName] = [useFieldName(), useValueName()];
  const shown = (value: string | null) => (value === null ? <span className={styles.soft}>–</span> : valueName(value));
  return (
    <div className={styles.scroll} role="region" aria-label={caption} tabIndex={0}>
      <table className={styles.compared}>
        <caption className="only-read">{caption}</caption>
        <thead><tr><th scope="col">{t("field")}</th><th scope="col">{then}</th><th scope="col">{t("then.now")}</th></tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.field} className={row.changed ? styles.changed : undefined}>
              <th scope="row">{fieldName(row.field)}</th><td>{shown(row.was)}</td><td>{shown(row.now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
