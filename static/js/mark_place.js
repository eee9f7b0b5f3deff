/** Where a mark's value stands: above the mark, below it where there is no room, never past the sides.
 *  All in px; `mark` is measured from the corner of the box that holds the drawing. */
export function place({ mark, tip, box, gap = 6 }) {
  const middle = mark.left + mark.width / 2 - tip.width / 2;
  const left = Math.max(0, Math.min(middle, box.width - tip.width));
  const above = mark.top - tip.height - gap;
  return { left, top: above >= 0 ? above : mark.top + mark.height + gap };
}
