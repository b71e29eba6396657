/** The one style of card. No panel lies inside another. */
import { Group, Title } from "@mantine/core";
import { useId, type ReactNode } from "react";

import styles from "./panel.module.css";

export function Panel({ title, beside, flush = false, children }: { title?: string; beside?: ReactNode; flush?: boolean; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={title ? id : undefined}>
      {title ? (
        <Group justify="space-between" className={styles.head}>
          <Title order={2} id={id} className={styles.title}>{title}</Title>
          {beside}
        </Group>
      ) : null}
      <div className={flush ? styles.flush : styles.body}>{children}</div>
    </section>
  );
}
