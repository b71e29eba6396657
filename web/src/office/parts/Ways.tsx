/** The ways between the screens of one feature, and the way back from a thing to its list. */
import { IconChevronLeft } from "@tabler/icons-react";
import { Link, NavLink } from "react-router";

import styles from "./ways.module.css";

/** `to` with its first part; the way to the feature's own start has `end`. */
export type Way = { to: string; name: string; end?: boolean };

export function Ways({ label, ways }: { label: string; ways: readonly Way[] }) {
  return (
    <nav className={`${styles.ways} no-print`} aria-label={label}>
      {ways.map(({ to, name, end = false }) => <NavLink key={to} to={to} end={end} className={styles.way ?? ""}>{name}</NavLink>)}
    </nav>
  );
}

export function BackTo({ to, children }: { to: string; children: string }) {
  return <Link to={to} className={`${styles.back} no-print`}><IconChevronLeft size={18} aria-hidden />{children}</Link>;
}
