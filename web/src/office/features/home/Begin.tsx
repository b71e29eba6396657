/** What a cooperative without a centre does first, each step for whoever may do it. */
import { Anchor } from "@mantine/core";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { Panel } from "../../parts/Panel";
import styles from "./home.module.css";

export function Begin() {
  const t = useWords("home");
  return (
    <Panel title={t("begin.title")}>
      <ol className={styles.begin}>
        <Step name="centre" to="/settings" may={useMay("centres.manage")} />
        <Step name="price" to="/prices/new" may={useMay("prices.propose")} />
        <Step name="members" to="/members" may={useMay("members.register")} />
      </ol>
    </Panel>
  );
}

function Step({ name, to, may }: { name: "centre" | "price" | "members"; to: string; may: boolean }) {
  const t = useWords("home");
  const words = t(`begin.${name}`);
  return <li>{may ? <Anchor component={Link} to={to} fw={600}>{words}</Anchor> : <b>{words}</b>}<p>{t(`begin.${name}Text`)}</p></li>;
}
