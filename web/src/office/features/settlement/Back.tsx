/** The way back to the list that a screen belongs to. */
import { IconChevronLeft } from "@tabler/icons-react";
import { Link } from "react-router";

import styles from "./settlement.module.css";

export function Back({ to, children }: { to: string; children: string }) {
  return <Link to={to} className={`${styles.back} no-print`}><IconChevronLeft size={18} aria-hidden />{children}</Link>;
}
