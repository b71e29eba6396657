/** Whose a line is: the number that stands on the card, and the name by which people know each other. */
import styles from "./whose.module.css";

export function Whose({ member, name, strong = false }: { member: string; name: string | null; strong?: boolean }) {
  const number = strong ? <strong>{member}</strong> : member;
  return <span className={styles.whose} title={name ?? undefined}>{number}{name ? ` ${name}` : null}</span>;
}
