/** One thing: its story as a line of facts, and how it stood on a day. */
import { Panel } from "@office/parts/Panel";
import { StoryOf } from "@office/parts/Story";
import { useKindName } from "@office/parts/story/names";
import { useWords } from "@shared/words/i18n";
import { NavLink, Route, Routes, useParams } from "react-router";

import { Frame } from "./Frame";
import { Then } from "./Then";
import styles from "./audit.module.css";

export function StoryPage() {
  const t = useWords("audit");
  const { kind = "", id = "" } = useParams();
  const kindName = useKindName();
  const here = `/audit/stories/${kind}/${encodeURIComponent(id)}`;
  return (
    <Frame title={kindName(kind)} beside={<span className={styles.id}>{id}</span>}>
      <nav className={`${styles.ways} no-print`} aria-label={kindName(kind)}>
        <NavLink to={here} end className={styles.way ?? ""}>{t("story")}</NavLink>
        <NavLink to={`${here}/then`} className={styles.way ?? ""}>{t("then.title")}</NavLink>
      </nav>
      <Routes>
        <Route index element={<Panel title={t("story")}><StoryOf kind={kind} id={id} /></Panel>} />
        <Route path="then" element={<Then kind={kind} id={id} />} />
      </Routes>
    </Frame>
  );
}
