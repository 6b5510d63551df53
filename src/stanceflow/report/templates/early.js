"use strict";
// Before anything is drawn: the chosen colours, and that one view is shown at a time, which spares the browser the layout of all others.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  if (document.currentScript.dataset.single) root.classList.add("single");
  try {
    const theme = localStorage.getItem("stanceflow-theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch { /* a private window keeps nothing */ }
})();
