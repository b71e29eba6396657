/** The frame of a screen: its title, the way back, and how old what one sees is. */
import { clock, since } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { useEffect, useRef, type ReactNode } from "react";

import { Link } from "../app/router";
import type { Answer } from "../data/useAnswer";
import { Icon } from "./Icons";
import styles from "./ui.module.css";

type Given = { title: string; back?: string; of?: Answer<unknown>; children: ReactNode };

/** A link within the app moves the reader of a screen to the new title; the first screen of all does not. */
let isFirst = true;

export function Screen({ title, back, of, children }: Given) {
  const t = useWords("ui");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Imbuto`;
  }, [title]);
  useEffect(() => {
    if (!isFirst) heading.current?.focus({ preventScroll: true });
    isFirst = false;
  }, []);
  return (
    <main className={styles.screen}>
      <div className={styles.title}>
        {back === undefined ? null : (
          <Link to={back} className={styles.back} aria-label={t("back")}><Icon name="back" /></Link>
        )}
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
      </div>
      {of ? <Age of={of} /> : null}
      {children}
    </main>
  );
}

/** "Seen 3 hours ago" where the network did not answer, quietly the time where it did. */
export function Age({ of }: { of: Answer<unknown> }) {
  const t = useWords("ui");
  // Its place is kept: nothing below moves when it comes.
  if (of.value === null && !of.problem) return <p className={styles.age} aria-hidden="true"><Icon name="clock" /></p>;
  if (!of.at || of.value === null) return null;
  const isOld = !of.fresh && of.problem !== null;
  return (
    <p className={`${styles.age} ${isOld ? styles.old : ""}`}>
      <Icon name={isOld ? "offline" : "clock"} />
      <span>{isOld ? t("old", { since: since(of.at), at: clock(of.at) }) : t("asOf", { at: clock(of.at) })}</span>
    </p>
  );
}
