/** A sentence that stands out: something to know, a warning, something refused; said aloud when it comes. */
import type { ReactNode } from "react";

import { Icon, type IconName } from "./Icons";
import styles from "./note.module.css";

type Tone = "calm" | "good" | "warm" | "bad";
const LOOKS: Record<Tone, [string | undefined, IconName]> = {
  calm: ["", "help"], good: [styles.noteGood, "check"], warm: [styles.noteWarm, "warn"], bad: [styles.noteBad, "warn"],
};

export function Note({ tone = "calm", icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }) {
  const [look, usual] = LOOKS[tone];
  return (
    <div className={`${styles.note} ${look}`} role={tone === "bad" ? "alert" : "status"}>
      <Icon name={icon ?? usual} />
      <div>{children}</div>
    </div>
  );
}
