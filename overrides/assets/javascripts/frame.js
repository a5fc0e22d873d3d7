/**
 * The menu and the search of narrow windows by keyboard.
 *
 * The theme opens both with labels of hidden boxes, which no keyboard reaches. Where scripts run, buttons stand in their
 * place: `<button data-kb-toggle="drawer" aria-expanded="false">` follows the box `[data-md-toggle=drawer]`. What opens
 * gets the focus; the Escape key closes the menu and gives the focus back.
 */

/** Where the focus goes when something opens. @type {Record<string, string>} */
const FIRST = {
  drawer: ".md-sidebar--primary a.md-nav__link",
  search: "[data-md-component=search-query]",
}

/** @param {HTMLButtonElement} button @param {HTMLInputElement} box @param {string} first */
function follow(button, box, first) {
  const say = () => button.setAttribute("aria-expanded", String(box.checked))
  box.addEventListener("change", say)
  button.addEventListener("click", () => {
    box.click()
    if (!box.checked) return
    // What opens is not visible, and so cannot take the focus, before its styles are worked out.
    requestAnimationFrame(() => {
      const target = document.querySelector(first)
      if (target instanceof HTMLElement) target.focus()
    })
  })
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.checked || box.dataset.mdToggle !== "drawer") return
    box.click()
    button.focus()
  })
  say()
}

export function defineFrame() {
  for (const button of document.querySelectorAll("button[data-kb-toggle]")) {
    const name = button.getAttribute("data-kb-toggle") || ""
    const box = document.querySelector(`input[data-md-toggle="${name}"]`)
    if (button instanceof HTMLButtonElement && box instanceof HTMLInputElement) follow(button, box, FIRST[name] || "")
  }
}
