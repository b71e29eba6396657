/** Where bytes come from: a serial port of this computer, or a simulated device that speaks the same lines. */
import type { Kind, ScaleSettings } from "./reader";

export type Source = { readable: ReadableStream<Uint8Array>; close: () => Promise<void> };

export const hasSerial = (): boolean => "serial" in navigator;

/** The port that was chosen before, else the browser asks which. */
export async function serialSource({ baud }: ScaleSettings, ask: boolean): Promise<Source | null> {
  const known = await navigator.serial.getPorts();
  const port = ask ? await navigator.serial.requestPort() : known[0];
  if (!port) return null;
  await port.open({ baudRate: baud });
  if (!port.readable) return null;
  return { readable: port.readable, close: () => port.close() };
}

const EVERY_MS = 120;
/** Rising, standing, empty: so many readings each. */
const RISING = 6;
const STANDING = 40;
const EMPTY = 12;

/** A platform on which one can after another is put; an analyser that tests one sample after another. */
export function simulatedSource(kind: Kind): Source {
  let timer: ReturnType<typeof setInterval> | undefined;
  let place = 0;
  let weight = nextWeight();
  const encoder = new TextEncoder();
  const line = () => {
    place = (place + 1) % (RISING + STANDING + EMPTY);
    if (place === 0) weight = nextWeight();
    if (kind === "analyser") return place === RISING ? sample() : "";
    return place < RISING ? shown(Math.floor((weight * place) / RISING), "US") : place < RISING + STANDING ? shown(weight, "ST") : shown(0, "US");
  };
  const readable = new ReadableStream<Uint8Array>({
    start(controller) {
      timer = setInterval(() => {
        const text = line();
        if (text) controller.enqueue(encoder.encode(text));
      }, EVERY_MS);
    },
    cancel() {
      clearInterval(timer);
    },
  });
  return {
    readable,
    close: async () => clearInterval(timer),
  };
}

const between = (least: number, most: number) => least + Math.floor(Math.random() * (most - least));
const nextWeight = () => between(250, 1_900);
const shown = (hundredths: number, standing: string) => {
  const digits = hundredths.toString().padStart(7, "0");
  return `${standing},GS,+${digits.slice(0, -2)}.${digits.slice(-2)}kg\r\n`;
};
const sample = () => `FAT=3.${between(50, 99)} SNF=8.${between(30, 70)} DEN=2${between(7, 9)}.${between(1, 9)} TEMP=${between(16, 24)}.0 AW=0.0\r\n`;
