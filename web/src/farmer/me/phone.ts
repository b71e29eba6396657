/** "254712345678" → "0712 345 678", as it is dialled here. What is masked stays as it is. */
export function phoneText(number: string | null): string | null {
  if (number === null) return null;
  const match = /^254(\d{3})(\d{3})(\d{3})$/.exec(number);
  return match ? `0${match[1]} ${match[2]} ${match[3]}` : number;
}
