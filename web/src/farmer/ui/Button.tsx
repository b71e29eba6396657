/** What one presses. While it works it says so and takes no second press. */
import type { ButtonHTMLAttributes } from "react";

import { Icon, type IconName } from "./Icons";
import styles from "./ui.module.css";

type Look = "main" | "usual" | "warm" | "plain";
type Given = { look?: Look; icon?: IconName; busy?: boolean; wide?: boolean } & ButtonHTMLAttributes<HTMLButtonElement>;

export function Button({ look = "usual", icon, busy = false, wide = false, children, onClick, className = "", ...rest }: Given) {
  const classes = [styles.button, look === "usual" ? "" : styles[look], wide ? styles.wide : "", className];
  return (
    <button type="button" className={classes.join(" ")} aria-disabled={busy} {...rest}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}>
      {icon ? <Icon name={icon} /> : null}
      <span>{children}</span>
    </button>
  );
}
