/** The sign on the door: a milk can, as on the app's icon. */
export function Can() {
  return (
    <svg viewBox="0 0 64 64" width="64" height="64" aria-hidden="true" focusable="false">
      <rect width="64" height="64" rx="14" fill="var(--green)" />
      <path d="M23 14h18v5.500l4 7.700V46a4 4 0 0 1-4 4H23a4 4 0 0 1-4-4V27.200l4-7.700z" fill="var(--on-green)" />
      <path d="M19 33c5-3.500 9 2.500 14 0s8-3.200 12-.8V46a4 4 0 0 1-4 4H23a4 4 0 0 1-4-4z" fill="var(--green-wash)" />
    </svg>
  );
}
