/** Quiet lines above the screen: no network or no answer, what waits to be sent, by whom, a newer app, and that it can be installed. */
import { takeOver, useUpdateReady } from "@shared/app/updates";
import { useOnline } from "@shared/offline/useOnline";
import { useWords } from "@shared/words/i18n";

import { useAnswers } from "../data/answers";
import { dismissInstall, install, useInstallable } from "../data/install";
import { Icon } from "../ui/Icons";
import { LeftHere } from "./LeftHere";
import styles from "./app.module.css";

export function Notices({ heard }: { heard: boolean }) {
  const t = useWords("app");
  const isOnline = useOnline();
  const { waiting } = useAnswers();
  const isNewer = useUpdateReady();
  const isInstallable = useInstallable();
  return (
    <div className={styles.notices} role="status">
      {isOnline && heard ? null : <p className={styles.offline}><Icon name="offline" /><span>{t(isOnline ? "silent" : "offline")}</span></p>}
      {waiting > 0 ? <p className={styles.waiting}><Icon name="send" /><span>{t("waiting", { count: waiting })}</span></p> : null}
      <LeftHere />
      {isNewer ? (
        <p className={styles.notice}>
          <Icon name="again" /><span>{t("newer")}</span>
          <button type="button" onClick={takeOver}>{t("takeOver")}</button>
        </p>
      ) : null}
      {isInstallable ? (
        <p className={styles.notice}>
          <Icon name="phone" /><span>{t("install")}</span>
          <button type="button" onClick={() => void install()}>{t("installNow")}</button>
          <button type="button" onClick={dismissInstall} aria-label={t("notNow")}><Icon name="cross" /></button>
        </p>
      ) : null}
    </div>
  );
}
