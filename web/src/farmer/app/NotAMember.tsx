/** An official who comes to the farmers' door: the other one is shown. Both share one session of the browser. */
import { useWords } from "@shared/words/i18n";

import { Note } from "../ui/Note";
import ui from "../ui/ui.module.css";
import styles from "./app.module.css";

export function NotAMember() {
  const t = useWords("app");
  return (
    <main className={styles.alone}>
      <h1>{t("notAMember")}</h1>
      <Note><p>{t("officials")}</p></Note>
      <a href="/office/" className={`${ui.button} ${ui.wide}`}>{t("toOffice")}</a>
    </main>
  );
}
