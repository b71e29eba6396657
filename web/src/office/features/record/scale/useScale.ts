/** A scale or analyser in React: connected or not, what it shows, whether that may be taken. */
import { useCallback, useEffect, useRef, useState } from "react";

import { LineReader, patternOf, readLine, type Reading, type ScaleSettings } from "./reader";
import { serialSource, simulatedSource, type Source } from "./sources";
import { Stability, type Weight } from "./stable";

export type Standing = "off" | "on" | "lost" | "none";
export type Shown = { weight: Weight | null; quality: Reading["quality"] | null; line: string };
const NOTHING: Shown = { weight: null, quality: null, line: "" };

export function useScale(settings: ScaleSettings) {
  const [standing, setStanding] = useState<Standing>("off");
  const [shown, setShown] = useState<Shown>(NOTHING);
  const open = useRef<{ stop: () => Promise<void> } | null>(null);
  const closed = useRef(Promise.resolve());

  /** A port is opened again only once it is closed, also after it was lost. */
  const stop = useCallback(() => {
    closed.current = open.current?.stop() ?? closed.current;
    open.current = null;
    return closed.current;
  }, []);

  const off = useCallback(() => {
    void stop();
    setStanding("off");
    setShown(NOTHING);
  }, [stop]);

  const follow = useCallback(
    (source: Source) => {
      open.current = { stop: listen(source, settings, setShown, () => setStanding("lost")) };
      setShown(NOTHING);
      setStanding("on");
    },
    [settings],
  );

  const connect = useCallback(
    async (how: "known" | "ask" | "simulated") => {
      try {
        await stop();
        const source = how === "simulated" ? simulatedSource(settings.kind) : await serialSource(settings, how === "ask");
        if (source) follow(source);
        else setStanding("none");
      } catch (thrown) {
        // Nothing was chosen in the browser's own window: that is no fault.
        setStanding(thrown instanceof DOMException && thrown.name === "NotFoundError" ? "off" : "lost");
      }
    },
    [follow, settings, stop],
  );

  useEffect(() => () => void stop(), [stop]);
  return { standing, shown, connect, off };
}

/** Reads until it is stopped or the device is gone. Returns how to stop. */
function listen(source: Source, settings: ScaleSettings, show: (shown: Shown) => void, lost: () => void): () => Promise<void> {
  const pattern = patternOf(settings.pattern);
  const lines = new LineReader();
  const stability = new Stability();
  const reader = source.readable.getReader();
  let stopped = false;
  let last: Shown = NOTHING;
  const hear = (line: string) => {
    const reading = pattern ? readLine(line, pattern) : null;
    const quality = reading && Object.keys(reading.quality).length > 0 ? reading.quality : last.quality;
    last = { weight: reading ? (stability.see(reading) ?? last.weight) : last.weight, quality, line };
    show(last);
  };
  const read = async () => {
    for (;;) {
      const { value, done } = await reader.read();
      if (done || stopped) break;
      for (const line of lines.push(value)) hear(line);
    }
  };
  void read().then(() => !stopped && lost(), () => !stopped && lost());
  return async () => {
    stopped = true;
    await reader.cancel().catch(() => undefined);
    reader.releaseLock();
    await source.close().catch(() => undefined);
  };
}
