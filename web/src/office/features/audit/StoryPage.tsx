/** One thing: its story as a line of facts, and how it stood on a day. */
import { Panel } from "@office/parts/Panel";
import { StoryOf } from "@office/parts/Story";
import { useKindName } from "@office/parts/story/names";
import { Ways } from "@office/parts/Ways";
import { useWords } from "@shared/words/i18n";
import { Route, Routes, useParams } from "react-router";

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
      <Ways label={kindName(kind)} ways={[{ to: here, name: t("story"), end: true }, { to: `${here}/then`, name: t("then.title") }]} />
      <Routes>
        <Route index element={<Panel title={t("story")}><StoryOf kind={kind} id={id} /></Panel>} />
        <Route path="then" element={<Then kind={kind} id={id} />} />
      </Routes>
    </Frame>
  );
}
