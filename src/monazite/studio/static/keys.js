/** Keys as the server's table binds them: off while typing or below a sheet, single ones if switched off. */
const TYPING = "input:not([type=checkbox],[type=range]),select,textarea";

export function keys(studio, { marks, page }) {
  document.addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, altKey, metaKey } = event, on = (places) => target.closest?.(places);
    if (ctrlKey || altKey || metaKey || on(TYPING) || document.querySelector(":modal")) return;
    const single = localStorage.keys !== "off" || key === "?";
    const does = (on("[role=graphics-symbol]") && marks[key]) || (single && page[key]);
    if (!does) return;
    event.preventDefault();
    studio.does(...does);
  });
}
