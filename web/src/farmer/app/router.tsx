/** Which screen is open: the address says it, so that back, reload and a link work. No library: twelve screens. */
import { useSyncExternalStore, type AnchorHTMLAttributes, type MouseEvent } from "react";

import { hearers } from "@shared/app/hearers";

const BASE = import.meta.env.BASE_URL;
const { tell, listen } = hearers("popstate");

/** The address within the door: "milk/2026-11" for /farmer/milk/2026-11. */
function here(): string {
  return location.pathname.slice(BASE.length).replace(/\/+$/, "");
}

export function go(to: string, { replace = false } = {}): void {
  if (here() === to) return;
  history[replace ? "replaceState" : "pushState"](null, "", BASE + to);
  scrollTo(0, 0);
  tell();
}

/** The parts of the address, decoded: ["milk", "2026-11"]. */
export function useAddress(): string[] {
  const path = useSyncExternalStore(listen, here);
  return path.split("/").map(readable);
}

function readable(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function Link({ to, onClick, children, ...rest }: { to: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return <a href={BASE + to} onClick={follow} {...rest}>{children}</a>;
}
