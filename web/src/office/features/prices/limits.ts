/** The lines of a set of limits while somebody verifies and writes them. */
import { readMeasure } from "@office/parts/forms/amount";
import type { Schemas } from "@shared/api/client";

export type LimitLine = Omit<Schemas["LimitOut"], "at_least" | "at_most"> & { at_least: string; at_most: string; verified: boolean };
type LimitIn = Schemas["LimitIn"];

const READINGS: readonly LimitIn["reading"][] = [
  "corrected_lactometer", "density", "temperature_c", "alcohol", "organoleptic", "fat_percent", "snf_percent", "protein_percent", "added_water_percent", "resazurin", "antibiotic", "plate_count",
];
const RESULTS: readonly LimitIn["result"][] = ["reject", "B", "C", "D", "E"];
const WORDS = ["good", "bad", "negative", "positive"] as const;

/** As the API takes them; null while one of them cannot be read, or there is none. */
export function limitsOf(lines: readonly LimitLine[]): LimitIn[] | null {
  const read = lines.flatMap((line): LimitIn[] => {
    const reading = READINGS.find((one) => one === line.reading);
    const result = RESULTS.find((one) => one === line.result);
    const [least, most] = [figure(line.at_least), figure(line.at_most)];
    const word = WORDS.find((one) => one === line.is_word) ?? null;
    const isWhole = reading && result && least !== undefined && most !== undefined && line.reason.trim() && (least ?? most ?? word);
    return isWhole ? [{ reading, result, at_least: least, at_most: most, is_word: word, reason: line.reason.trim() }] : [];
  });
  return read.length === lines.length && read.length > 0 ? read : null;
}

/** Null where nothing stands, undefined where it is no figure. A temperature may be below zero. */
function figure(text: string): string | null | undefined {
  if (!text.trim()) return null;
  const below = text.trim().startsWith("-");
  const read = readMeasure(below ? text.trim().slice(1) : text);
  return read === null ? undefined : `${below ? "-" : ""}${read}`;
}
