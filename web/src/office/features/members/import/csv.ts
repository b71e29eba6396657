/** The faults of a file as a CSV of their own, for whoever mends the register. */
type Fault = { row: number; field: string; value: string; sentence: string; remedy: string };

/** A cell that begins like a formula is no formula in a spreadsheet. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function faultsAsCsv(headings: readonly string[], faults: readonly Fault[]): string {
  const lines = faults.map(({ row, field, value, sentence, remedy }) => [String(row), field, value, sentence, remedy]);
  return [headings, ...lines].map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}

/** Hands it to the person as a file; the mark at its head tells spreadsheets the letters. */
export function download(name: string, text: string): void {
  const link = document.createElement("a");
  const address = URL.createObjectURL(new Blob(["\uFEFF", text], { type: "text/csv;charset=utf-8" }));
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
