/** The few signs of this door, drawn by lines: each stands beside a word, so that readers of screens skip it. */

const PATHS = {
  home: "M4 11.5 12 5l8 6.5M6 10v9h12v-9M10 19v-5h4v5",
  can: "M9 3h6M9.5 3v3.2L7 10v9a2 2 0 0 0 2 2h6a2 2 0 0 0 2-2v-9l-2.5-3.8V3M7 13c2.5-1.6 4.5 1.2 7 0 1.2-.6 2-.8 3-.3",
  money: "M3 7h18v11H3zM3 11h18M7 15h3",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20a7.5 7.5 0 0 1 15 0",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  noon: "M12 18a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM12 9v3h2.5M12 1.5v2M12 20.5v2M1.5 12h2M20.5 12h2",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z",
  check: "M4.5 12.5l5 5 10-11",
  cross: "M6 6l12 12M18 6 6 18",
  back: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  phone: "M7 2.5h10v19H7zM10.5 18.5h3",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2",
  offline: "M3 3l18 18M8.5 16a5 5 0 0 1 6.6-.4M5 12.2a10 10 0 0 1 4-2.4M13.5 9.2a10 10 0 0 1 5.5 3M2 8.5a15 15 0 0 1 4.2-2.8M11 5a15 15 0 0 1 11 3.5M12 19.5h.01",
  send: "M4 12l16-8-6 16-3-7zM11 13l9-9",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 21h4",
  paper: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  receipt: "M6 3v18l2-1.5 2 1.5 2-1.5 2 1.5 2-1.5 2 1.5V3zM9 8h6M9 12h6",
  chart: "M4 20V4M4 20h16M8 17v-5M12 17V8M16 17v-7",
  lock: "M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3",
  language: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c5 5.5 5 12.500 0 18M12 3c-5 5.500-5 12.500 0 18",
  eye: "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z",
  box: "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8",
  help: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.700.300-1 .800-1 1.700M12 16.500h.01",
  out: "M14 4H6v16h8M10 12h10M17 9l3 3-3 3",
  add: "M12 5v14M5 12h14",
  down: "M12 4v12M7 11l5 5 5-5M5 20h14",
  warn: "M12 4 2.800 20h18.400zM12 10v4.500M12 17.200h.01",
  cart: "M3 4h2.500l2 11h10l2-8H6.500M9 20h.01M16 20h.01",
  again: "M19 8a8 8 0 1 0 1 6M20 4v5h-5",
  hand: "M8 12V5.500a1.500 1.500 0 0 1 3 0V11 4a1.500 1.500 0 0 1 3 0v7-5.500a1.500 1.500 0 0 1 3 0V15a6 6 0 0 1-11 3.300L4 14.500a1.600 1.600 0 0 1 2.500-2z",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, large = false }: { name: IconName; large?: boolean }) {
  const size = large ? "2rem" : "1.5rem";
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round"
      strokeLinejoin="round" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
