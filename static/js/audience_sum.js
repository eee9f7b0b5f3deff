/** Sums of typed counts ("1.200", "35", ""), in words. Pure, so that it can be tested. */
const known = (text) => /^\d{1,3}(\.\d{3})*$|^\d+$/.test(text.trim());
const read = (text) => Number(text.trim().replaceAll(".", ""));
const written = (count) => count.toLocaleString("id-ID");

/** "Jumlah unsur 42." or "Jumlah unsur 42, tertulis 46: selisih 4."; empty while nothing is counted. */
export function compared(counts, total) {
  const numbers = counts.filter(known).map(read);
  if (!numbers.length) return "";
  const sum = numbers.reduce((a, b) => a + b, 0);
  if (!known(total) || read(total) === sum) return `Jumlah unsur ${written(sum)}.`;
  const difference = written(Math.abs(read(total) - sum));
  return `Jumlah unsur ${written(sum)}, tertulis ${written(read(total))}: selisih ${difference}.`;
}
