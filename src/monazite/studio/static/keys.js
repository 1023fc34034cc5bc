/** Keys for work without a mouse, as the server's table binds them: off while typing, single ones if switched off. */
const TYPING = "input:not([type=checkbox],[type=range]),select,textarea,dialog";

export function keys(studio, { marks, page }) {
  document.addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, altKey, metaKey } = event, on = (places) => target.closest?.(places);
    if (ctrlKey || altKey || metaKey || on(TYPING)) return;
    const single = localStorage.keys !== "off" || key === "?";
    const does = (on("[role=graphics-symbol]") && marks[key]) || (single && page[key]);
    if (!does) return;
    event.preventDefault();
    studio.does(...does);
  });
}
