/** Another code, after a wait: the first is often only slow, and there are three an hour. */
import type { Problem } from "@shared/api/problem";
import { useWords } from "@shared/words/i18n";
import { useEffect, useState } from "react";

import { Button } from "../ui/Button";
import { Refused } from "./Refused";
import styles from "./signing.module.css";

const WAIT_SECONDS = 60;
type Given = { busy: boolean; problem: Problem | null; onResend: () => void; onChange: () => void };

export function Resend({ busy, problem, onResend, onChange }: Given) {
  const t = useWords("signing");
  const [asked, setAsked] = useState(() => Date.now());
  const [now, setNow] = useState(asked);
  const left = Math.max(0, WAIT_SECONDS - Math.floor((now - asked) / 1000));
  useEffect(() => {
    if (left === 0) return undefined;
    const timer = setTimeout(() => setNow(Date.now()), 1000);
    return () => clearTimeout(timer);
  }, [left, now]);
  const resend = () => {
    setAsked(Date.now());
    setNow(Date.now());
    onResend();
  };
  return (
    <div className={styles.resend}>
      {problem ? <Refused problem={problem} /> : null}
      {left > 0 ? <p className={styles.quiet}>{t("wait", { count: left })}</p> : <Button look="plain" icon="again" busy={busy} onClick={resend}>{t("resend")}</Button>}
      <Button look="plain" icon="phone" onClick={onChange}>{t("otherPhone")}</Button>
    </div>
  );
}
