/** Whose a line is: the number that stands on the card, and the name by which people know each other. */
import styles from "./whose.module.css";

/** In a `cell` of a table a phone has the name below the number. */
export function Whose({ member, name, cell = false }: { member: string; name: string | null; cell?: boolean }) {
  return (
    <span className={cell ? `${styles.whose} ${styles.cell}` : styles.whose} title={name ?? undefined}>
      {cell ? member : <strong>{member}</strong>}{name ? <> <span className={styles.name}>{name}</span></> : null}
    </span>
  );
}
