/** The time by the server's clock, anew each minute while the screen is open. */
import { trueNow } from "@shared/offline/clock";
import { useEffect, useState } from "react";

const EVERY_MS = 60_000;

export function useNow(): Date {
  const [now, setNow] = useState(trueNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(trueNow()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
