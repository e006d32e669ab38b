/** "Alex", "Alex and Megan", "Alex, Megan and 3 more". */
export function names(all: readonly string[], most = 3): string {
  const [first = '', ...others] = all;
  if (others.length === 0) return first;
  if (all.length <= most) return `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
  return `${all.slice(0, most - 1).join(', ')} and ${all.length - most + 1} more`;
}
