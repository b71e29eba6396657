/** The way in: the phone and a code by SMS, or number and password. In Kiswahili or English, chosen here. */
import { speak, useWords } from "@shared/words/i18n";
import { useState } from "react";

import { Button } from "../ui/Button";
import { ByCode } from "./ByCode";
import { ByPassword } from "./ByPassword";
import { Can } from "./Can";
import styles from "./signing.module.css";

export function SignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useWords("signing");
  const [way, setWay] = useState<"code" | "password">("code");
  return (
    <main className={styles.door}>
      <div className={styles.top}>
        <Button look="plain" icon="language" onClick={() => void speak(t("otherLanguage") === "en" ? "en" : "sw")}>{t("otherName")}</Button>
      </div>
      <div className={styles.sign}><Can /></div>
      <h1>{t("title")}</h1>
      {way === "code" ? <ByCode onSignedIn={onSignedIn} /> : <ByPassword onSignedIn={onSignedIn} />}
      <Button look="plain" wide icon={way === "code" ? "lock" : "phone"} onClick={() => setWay(way === "code" ? "password" : "code")}>
        {t(way === "code" ? "byPassword" : "byCode")}
      </Button>
      <p className={styles.quiet}>{t("never")}</p>
    </main>
  );
}
