/** Who is told when something changed that React does not know of: `useSyncExternalStore(listen, …)` hears `tell()`. */
type Hearer = () => void;

/** `also`: what the window itself tells of such a change, as "storage" of one made in another window. */
export function hearers(also?: "storage" | "popstate") {
  const all = new Set<Hearer>();
  const tell = () => {
    for (const hearer of all) hearer();
  };
  /** Returns how to stop. */
  const listen = (hearer: Hearer) => {
    all.add(hearer);
    if (also) addEventListener(also, hearer);
    return () => {
      all.delete(hearer);
      if (also) removeEventListener(also, hearer);
    };
  };
  return { tell, listen };
}
