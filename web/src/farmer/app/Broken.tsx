/** A screen that fell over says so, and the others go on. */
import { Component, type ReactNode } from "react";
import { useWords } from "@shared/words/i18n";

import { Button } from "../ui/Button";
import { Note } from "../ui/Note";
import styles from "./app.module.css";

export class Broken extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? <Sorry /> : this.props.children;
  }
}

function Sorry() {
  const t = useWords("app");
  return (
    <main className={styles.alone}>
      <Note tone="bad">
        <p>{t("broken")}</p>
        <Button icon="again" onClick={() => location.reload()}>{t("reload")}</Button>
      </Note>
    </main>
  );
}
