/** What a scale or an analyser says on its line, and when its weight may be taken. */
import { expect, test, vi } from "vitest";

import { LineReader, patternOf, PATTERNS, readLine } from "@office/features/record/scale/reader";
import { simulatedSource } from "@office/features/record/scale/sources";
import { Stability } from "@office/features/record/scale/stable";

const bytes = (text: string) => new TextEncoder().encode(text);
const scale = patternOf(PATTERNS.scale) as RegExp;
const analyser = patternOf(PATTERNS.analyser) as RegExp;
const weight = (text: string, steady = false) => ({ weight: text, steady, quality: {} });

test("bytes come in any pieces and leave as whole lines", () => {
  const lines = new LineReader();
  expect(lines.push(bytes("ST,GS,+0000"))).toEqual([]);
  expect(lines.push(bytes("8.50kg\r\n 8.6"))).toEqual(["ST,GS,+00008.50kg"]);
  expect(lines.push(bytes("1 kg\n"))).toEqual([" 8.61 kg"]);
});

test("noise without an end does not fill the memory", () => {
  const lines = new LineReader();
  for (let count = 0; count < 50; count += 1) lines.push(bytes("x".repeat(1000)));
  expect(lines.push(bytes("\n8.5\n")).at(-1)).toBe("8.5");
});

test.each([
  ["ST,GS,+00008.50kg", "8.50", true],
  ["US,GS,+00003.10kg", "3.10", false],
  [" 8,5 kg", "8.5", false],
  ["12", "12", false],
  ["- 0.02 kg", "-0.02", false],
])("%s is read", (line, text, steady) => {
  expect(readLine(line, scale)).toMatchObject({ weight: text, steady });
});

test.each(["OVERLOAD", "", "kg", "ST,GS,-----kg"])("%s is no weight", (line) => {
  expect(readLine(line, scale)).toBeNull();
});

test("an analyser's line fills the readings", () => {
  expect(readLine("FAT=3.85 SNF=8.42 DEN=28.1 TEMP=19.0 AW=0.0", analyser)?.quality).toEqual({
    fat_percent: "3.85", snf_percent: "8.42", lactometer: "28.1", temperature_c: "19.0", added_water_percent: "0.0",
  });
});

test.each(["(", "^\\d+$"])("the pattern %s cannot be used", (text) => {
  expect(patternOf(text)).toBeNull();
});

test("a weight that stands still for five readings is stable; one that moves is not", () => {
  const stability = new Stability();
  const seen = ["2.00", "6.00", "8.49", "8.50", "8.51", "8.50", "8.50"].map((text) => stability.see(weight(text))?.stable);
  expect(seen).toEqual([false, false, false, false, false, false, true]);
});

test("a scale that says so itself is believed at once, but never about an empty platform", () => {
  expect(new Stability().see(weight("8.50", true))?.stable).toBe(true);
  expect(new Stability().see(weight("0.04", true))).toMatchObject({ stable: false, empty: true });
  expect(new Stability().see(weight("-0.30", true))).toMatchObject({ stable: false, empty: true });
});

test("grams become hundredths, half up", () => {
  expect(new Stability().see(weight("8.505"))?.text).toBe("8.51");
  expect(new Stability().see(weight("8.504"))?.text).toBe("8.50");
});

test("the simulated scale speaks the lines that a scale speaks", async () => {
  vi.useFakeTimers();
  const source = simulatedSource("scale");
  const reader = source.readable.getReader();
  const lines = new LineReader();
  const stability = new Stability();
  const seen = [];
  for (let count = 0; count < 60; count += 1) {
    await vi.advanceTimersByTimeAsync(120);
    const { value } = await reader.read();
    for (const line of lines.push(value as Uint8Array)) {
      const reading = readLine(line, scale);
      if (reading) seen.push(stability.see(reading));
    }
  }
  await source.close();
  vi.useRealTimers();
  expect(seen.some((one) => one?.stable)).toBe(true);
  expect(seen.some((one) => one?.empty)).toBe(true);
});
