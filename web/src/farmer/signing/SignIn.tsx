/** The way in: the phone and a code by SMS, or number and password. In Kiswahili or English, chosen here. */
import { useLeaving } from "@shared/api/leaving";
import { Outbox } from "@shared/offline/outbox";
import { OutboxContext } from "@shared/offline/useOutbox";
import { speak, useWords } from "@shared/words/i18n";
import { useState } from "react";

import { LeftHere } from "../app/LeftHere";
import app from "../app/app.module.css";
import { DOOR } from "../data/useAnswer";
import { Button } from "../ui/Button";
import { Note } from "../ui/Note";
import { ByCode } from "./ByCode";
import { ByPassword } from "./ByPassword";
import { Can } from "./Can";
import styles from "./signing.module.css";

/** It knows what waits here, whoever said it, and sends nothing. */
const NOBODYS = new Outbox(DOOR, "");

/** `locks`: a screen lies behind, with what was typed there. */
export function SignIn({ locks, onSignedIn }: { locks: boolean; onSignedIn: () => void }) {
  const t = useWords("signing");
  const isLeaving = useLeaving();
  const [way, setWay] = useState<"code" | "password">("code");
  return (
    <main className={styles.door}>
      <div className={styles.top}>
        <Button look="plain" icon="language" onClick={() => void speak(t("otherLanguage") === "en" ? "en" : "sw")}>{t("otherName")}</Button>
      </div>
      <div className={styles.sign}><Can /></div>
      <h1>{t("title")}</h1>
      {locks ? <Note><p>{t("ended")}</p></Note> : null}
      {isLeaving ? <Note tone="warm" icon="offline"><p>{t("leaving")}</p></Note> : null}
      {way === "code" ? <ByCode onSignedIn={onSignedIn} /> : <ByPassword onSignedIn={onSignedIn} />}
      <Button look="plain" wide icon={way === "code" ? "lock" : "phone"} onClick={() => setWay(way === "code" ? "password" : "code")}>
        {t(way === "code" ? "byPassword" : "byCode")}
      </Button>
      <p className={styles.quiet}>{t("never")}</p>
      <div className={app.notices} role="status"><OutboxContext value={NOBODYS}><LeftHere /></OutboxContext></div>
    </main>
  );
}
