// Opens the filters where they have a column of their own. Without this script they open at a touch.

if (matchMedia("(min-width: 60rem)").matches) {
  for (const filters of document.querySelectorAll("[data-filters]")) filters.open = true;
}
