/** The language of this app and of the messages, and light or dark. */
import { useAct } from "@shared/api/act";
import { client } from "@shared/api/client";
import { currentLanguage, speak, useWords, type Language } from "@shared/words/i18n";
import { useState } from "react";

import { choose, THEMES, useTheme } from "../app/theme";
import { useProfile } from "../data/questions";
import { useMember } from "../data/session";
import { Choices } from "../ui/Field";
import { Note } from "../ui/Note";
import { ProblemNote } from "../ui/ProblemNote";
import { Screen } from "../ui/Screen";

const NAMES = [{ value: "sw", label: "Kiswahili" }, { value: "en", label: "English" }] as const;

export function Look() {
  const t = useWords("me");
  const number = useMember();
  const profile = useProfile();
  const theme = useTheme();
  const [spoken, setSpoken] = useState(currentLanguage);
  const speakNow = (chosen: Language) => {
    setSpoken(chosen);
    void speak(chosen);
  };
  const language = useAct(({ language: chosen }: { language: Language }, headers) =>
    client.PUT("/api/v1/members/{number}/language", { params: { path: { number } }, headers, body: { language: chosen } }),
  );
  return (
    <Screen title={t("ways.look")} back="me">
      <Choices legend={t("appLanguage")} value={spoken} options={NAMES} onChoose={speakNow} />
      <Choices legend={t("smsLanguage")} value={language.variables?.language ?? profile.value?.language ?? null} options={NAMES}
        onChoose={(chosen) => language.mutate({ language: chosen })} />
      {language.error ? <ProblemNote problem={language.error} /> : null}
      {language.isSuccess ? <Note tone="good"><p>{t("saved")}</p></Note> : null}
      <Choices legend={t("theme")} value={theme} onChoose={choose} options={THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))} />
    </Screen>
  );
}
