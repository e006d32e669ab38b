const two = (figure: number) => String(figure).padStart(2, '0');

/** The next day where the person is, as a date input has it: '2026-11-25'. */
export function tomorrow(now: Date): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The last second of a day where the person is, as an instant (ISO 8601, UTC). @param day '2026-11-25' */
export function endOfDay(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date, 23, 59, 59).toISOString();
}
