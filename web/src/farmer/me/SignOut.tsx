/** Out: what was seen is forgotten on this phone. What still waits to be sent is told of first. */
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import { useAnswers } from "../data/answers";
import { useSignOut } from "../data/session";
import { Button } from "../ui/Button";
import { Note } from "../ui/Note";

export function SignOut() {
  const t = useWords("me");
  const { waiting } = useAnswers();
  const signOut = useSignOut();
  const [isAsked, setIsAsked] = useState(false);
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = () => {
    setIsLeaving(true);
    void signOut();
  };
  if (isAsked) {
    return (
      <Note tone="warm">
        <p>{waiting > 0 ? t("out.waiting", { count: waiting }) : t("out.sure")}</p>
        <Button look="main" icon="out" busy={isLeaving} onClick={leave}>{t("out.yes")}</Button>
        <Button look="plain" onClick={() => setIsAsked(false)}>{t("out.no")}</Button>
      </Note>
    );
  }
  return <Button wide icon="out" onClick={() => setIsAsked(true)}>{t("out.go")}</Button>;
}
