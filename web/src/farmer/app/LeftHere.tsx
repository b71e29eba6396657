/** What other members said on this phone and is not yet sent: only whose, and how much. It goes out when they enter here. */
import { useOutbox } from "@shared/offline/useOutbox";
import { useWords } from "@shared/words/i18n";

import { Icon } from "../ui/Icons";
import styles from "./app.module.css";

export function LeftHere() {
  const t = useWords("app");
  return useOutbox().others.map(({ principal, count }) => (
    <p key={principal} className={styles.offline}><Icon name="send" /><span>{t("left", { count, who: principal.replace(/^\w+:/, "") })}</span></p>
  ));
}
