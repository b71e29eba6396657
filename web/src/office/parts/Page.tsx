/** A screen: its name, what one can do, its content. The browser's title follows. */
import { Group, Title } from "@mantine/core";
import { useEffect, type ReactNode } from "react";

import styles from "./page.module.css";

type Props = { title: string; above?: ReactNode; beside?: ReactNode; actions?: ReactNode; children: ReactNode };

export function Page({ title, above, beside, actions, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Imbuto`;
  }, [title]);
  return (
    <article className={styles.page}>
      {above}
      <Group justify="space-between" align="center" gap="sm" className={styles.head}>
        <Group gap="sm" align="baseline">
          <Title order={1} className={styles.title}>{title}</Title>
          {beside}
        </Group>
        {actions ? <Group gap="xs" className="no-print">{actions}</Group> : null}
      </Group>
      {children}
    </article>
  );
}
