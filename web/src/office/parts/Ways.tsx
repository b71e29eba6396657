/** The ways between the screens of one feature, and the way back from a thing to its list. */
import { Count } from "@shared/figures/Figures";
import { IconChevronLeft } from "@tabler/icons-react";
import { Link, NavLink, useLocation } from "react-router";

import { useOpenInSight } from "./useOpenInSight";
import styles from "./ways.module.css";

/** `to` with its first part; the way to the feature's own start has `end`. `waits`: how many things wait there. */
export type Way = { to: string; name: string; end?: boolean; waits?: number };

export function Ways({ label, ways }: { label: string; ways: readonly Way[] }) {
  const line = useOpenInSight(useLocation().pathname);
  return (
    <nav ref={line} className={`${styles.ways} no-print`} aria-label={label}>
      {ways.map(({ to, name, end = false, waits = 0 }) => (
        <NavLink key={to} to={to} end={end} className={styles.way ?? ""}>{name}{waits > 0 ? <span className={styles.waits}><Count value={waits} /></span> : null}</NavLink>
      ))}
    </nav>
  );
}

export function BackTo({ to, children }: { to: string; children: string }) {
  return <Link to={to} className={`${styles.back} no-print`}><IconChevronLeft size={18} aria-hidden />{children}</Link>;
}
